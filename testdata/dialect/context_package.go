// Contexts: cancellation, values, causes, deadlines.
package main

import (
	"context"
	"errors"
	"fmt"
	"time"
)

type keyT string

func work(ctx context.Context, n int) (int, error) {
	sum := 0
	for i := range n {
		select {
		case <-ctx.Done():
			return sum, ctx.Err()
		default:
			sum += i
		}
	}
	return sum, nil
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	fmt.Println(work(ctx, 10))
	cancel()
	fmt.Println(work(ctx, 10))
	v := context.WithValue(ctx, keyT("user"), "ann")
	v = context.WithValue(v, keyT("n"), 7)
	fmt.Println(v.Value(keyT("user")), v.Value(keyT("n")).(int), v.Value("user"), v.Err() == context.Canceled)
	t, c2 := context.WithTimeout(context.Background(), time.Millisecond)
	defer c2()
	<-t.Done()
	fmt.Println(t.Err(), errors.Is(t.Err(), context.DeadlineExceeded))
	cc, c3 := context.WithCancelCause(context.Background())
	c3(errors.New("my cause"))
	fmt.Println(cc.Err(), context.Cause(cc))
	done := make(chan string)
	parent, stop := context.WithCancel(context.Background())
	child, c4 := context.WithCancel(parent)
	defer c4()
	go func() {
		<-child.Done()
		done <- "child ended: " + child.Err().Error()
	}()
	stop()
	fmt.Println(<-done)
	_, has := parent.Deadline()
	fmt.Println(has, context.Background(), context.TODO())
}
