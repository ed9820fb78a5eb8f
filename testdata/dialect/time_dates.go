// Dates: construction, formatting, parsing, arithmetic, comparison.
package main

import (
	"encoding/json"
	"fmt"
	"time"
)

func main() {
	t := time.Date(2024, time.February, 29, 13, 4, 5, 600, time.UTC)
	fmt.Println(t, t.Year(), t.Month(), t.Day(), t.Weekday(), t.YearDay(), t.Unix())
	fmt.Println(t.Format("2006-01-02 15:04:05"), t.Format(time.RFC3339), t.Format("Jan 2, 2006 at 3:04pm (MST)"), t.Format(time.Kitchen))
	u := t.AddDate(1, 0, 0).Add(36 * time.Hour)
	fmt.Println(u, u.Sub(t), u.After(t), t.Before(u), t.Equal(t.UTC()), u.Weekday() == time.Monday)
	p, err := time.Parse("2006-01-02", "2023-12-25")
	fmt.Println(p, err, p.IsZero(), time.Time{}.IsZero())
	_, err = time.Parse("2006-01-02", "2023-13-25")
	fmt.Println(err)
	fmt.Println(time.Unix(1e9, 0).UTC(), time.March, time.Saturday, t.Truncate(time.Hour).Format("15:04"))
	y, w := t.ISOWeek()
	fmt.Println(y, w, time.Date(2023, 14, 35, 25, 0, 0, 0, time.UTC).Format(time.DateOnly))
	b, _ := json.Marshal(map[string]time.Time{"t": p})
	fmt.Println(string(b))
	fmt.Println(t.Month() == 2, t.Compare(u), time.Until(time.Time{}) < 0)
}
