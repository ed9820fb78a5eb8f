// Accounts with typed errors, transactions and concurrent transfers.
package main

import (
	"errors"
	"fmt"
	"sync"
)

type InsufficientFunds struct{ Need, Have int }

func (e InsufficientFunds) Error() string {
	return fmt.Sprintf("insufficient funds: need %d, have %d", e.Need, e.Have)
}

var ErrClosed = errors.New("account closed")
var ErrAmount = errors.New("amount must be positive")

type Account struct {
	mu      sync.Mutex
	owner   string
	balance int
	open    bool
	history []string
}

func Open(owner string, initial int) (*Account, error) {
	if initial < 0 {
		return nil, fmt.Errorf("open %s: %w", owner, ErrAmount)
	}
	return &Account{owner: owner, balance: initial, open: true}, nil
}
func (a *Account) Deposit(n int) (err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer func() { a.record("deposit", n, err) }()
	switch {
	case !a.open:
		return ErrClosed
	case n <= 0:
		return ErrAmount
	}
	a.balance += n
	return nil
}
func (a *Account) Withdraw(n int) (err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer func() { a.record("withdraw", n, err) }()
	if !a.open {
		return ErrClosed
	}
	if n > a.balance {
		return InsufficientFunds{n, a.balance}
	}
	a.balance -= n
	return nil
}
func (a *Account) record(what string, n int, err error) {
	s := fmt.Sprintf("%s %d", what, n)
	if err != nil {
		s += " failed"
	}
	a.history = append(a.history, s)
}
func Transfer(from, to *Account, n int) error {
	if err := from.Withdraw(n); err != nil {
		return fmt.Errorf("transfer from %s to %s: %w", from.owner, to.owner, err)
	}
	return to.Deposit(n)
}

func main() {
	a, _ := Open("ann", 100)
	b, err := Open("bob", -1)
	fmt.Println(b == nil, err, errors.Is(err, ErrAmount))
	b, _ = Open("bob", 0)
	fmt.Println(Transfer(a, b, 30), Transfer(a, b, 500))
	err = Transfer(b, a, 31)
	var inf InsufficientFunds
	if errors.As(err, &inf) {
		fmt.Println("short by", inf.Need-inf.Have)
	}
	fmt.Println(a.Deposit(-5))
	var wg sync.WaitGroup
	for i := range 40 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				Transfer(a, b, 1)
			} else {
				Transfer(b, a, 1)
			}
		}()
	}
	wg.Wait()
	fmt.Println(a.balance+b.balance, a.history[:3], len(a.history) > 3)
	a.open = false
	fmt.Println(a.Deposit(1) == ErrClosed, a.balance >= 0)
}
