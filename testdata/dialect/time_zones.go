// Zones of the world: loading them, times in them, and zones that do not exist.
package main

import (
	"fmt"
	"time"
)

func main() {
	moment := time.Date(2024, time.March, 10, 6, 30, 0, 0, time.UTC)
	for _, name := range []string{"", "UTC", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland", "Etc/GMT+5"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			fmt.Println("error:", err)
			continue
		}
		there := moment.In(zone)
		short, offset := there.Zone()
		fmt.Println(zone, there, short, offset, there.IsDST(), there.Add(time.Hour).Format(time.RFC1123Z))
	}
	for _, name := range []string{"Atlantis/Capital", "../etc/passwd", "/UTC"} {
		zone, err := time.LoadLocation(name)
		fmt.Println(zone, err)
	}
	zone, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		fmt.Println(err)
		return
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", "2023-10-29 02:30", zone)
	fmt.Println(at, err, at.UTC(), at.Equal(at.In(time.FixedZone("X", 3600))))
	start := time.Date(2023, time.March, 25, 12, 0, 0, 0, zone)
	fmt.Println(start.AddDate(0, 0, 1).Sub(start), start.Add(24*time.Hour))
}
