// A bank account, its errors, a table, and arithmetic with times and durations.
package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

type Account struct {
	mu      sync.Mutex
	Owner   string
	balance int64
	history []Entry
}

type Entry struct {
	Kind   string
	Amount int64
}

type InsufficientFunds struct {
	Need, Have int64
}

func (e *InsufficientFunds) Error() string { return fmt.Sprintf("need %d, have %d", e.Need, e.Have) }

var ErrNegative = errors.New("negative amount")

func (a *Account) Deposit(n int64) error {
	if n < 0 {
		return fmt.Errorf("deposit %d: %w", n, ErrNegative)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	a.balance += n
	a.history = append(a.history, Entry{"deposit", n})
	return nil
}

func (a *Account) Withdraw(n int64) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("withdraw from %s: %w", a.Owner, err)
		}
	}()
	a.mu.Lock()
	defer a.mu.Unlock()
	if n > a.balance {
		return &InsufficientFunds{n, a.balance}
	}
	a.balance -= n
	a.history = append(a.history, Entry{"withdraw", n})
	return nil
}

func main() {
	a := &Account{Owner: "Ann"}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := a.Deposit(int64(i)); err != nil {
				panic(err)
			}
		}()
	}
	wg.Wait()
	sort.Slice(a.history, func(i, j int) bool { return a.history[i].Amount < a.history[j].Amount })
	fmt.Println(a.balance, len(a.history))
	err := a.Withdraw(1e6)
	var inf *InsufficientFunds
	fmt.Println(err, errors.As(err, &inf), inf.Need, *inf)
	err = errors.Join(a.Deposit(-1), a.Withdraw(5e9), nil)
	fmt.Printf("%v|%q|%t\n", err, err, errors.Is(err, ErrNegative))
	fmt.Printf("%+v %v %#v\n", a.history[0], a.history[:2], a.history[1])
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', tabwriter.AlignRight|tabwriter.Debug)
	fmt.Fprintln(w, "kind\tamount\t")
	sort.Slice(a.history, func(i, j int) bool { return a.history[i].Amount < a.history[j].Amount })
	for _, e := range a.history[:3] {
		fmt.Fprintf(w, "%s\t%d\t\n", e.Kind, e.Amount)
	}
	w.Flush()
	d := 90*time.Minute + 30*time.Second + 250*time.Millisecond
	fmt.Println(d, d.Hours(), d.Round(time.Minute), d.Truncate(time.Hour), time.Duration(1500), d*2, d/7)
	t := time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC)
	for range 3 {
		t = t.Add(24 * time.Hour)
		fmt.Println(t.Format("Mon Jan _2 15:04:05 2006"), t.YearDay(), t.Weekday(), t.Unix())
	}
	p, err := time.Parse("2006-01-02", "2024-13-01")
	fmt.Println(p, err)
	dd, err := time.ParseDuration("1h15m30.918273645s")
	fmt.Println(dd, err, strings.Repeat("=", 5))
}
