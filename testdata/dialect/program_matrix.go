// Matrices: product, transposition, determinant, identity, errors.
package main

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

type Matrix [][]float64

var ErrShape = errors.New("shapes do not fit")

func NewMatrix(r, c int) Matrix {
	m := make(Matrix, r)
	for i := range m {
		m[i] = make([]float64, c)
	}
	return m
}
func Identity(n int) Matrix {
	m := NewMatrix(n, n)
	for i := range n {
		m[i][i] = 1
	}
	return m
}
func (a Matrix) Mul(b Matrix) (Matrix, error) {
	if len(a[0]) != len(b) {
		return nil, fmt.Errorf("%dx%d by %dx%d: %w", len(a), len(a[0]), len(b), len(b[0]), ErrShape)
	}
	c := NewMatrix(len(a), len(b[0]))
	for i, row := range a {
		for j := range c[i] {
			for k, x := range row {
				c[i][j] += x * b[k][j]
			}
		}
	}
	return c, nil
}
func (a Matrix) T() Matrix {
	t := NewMatrix(len(a[0]), len(a))
	for i := range a {
		for j := range a[i] {
			t[j][i] = a[i][j]
		}
	}
	return t
}
func (a Matrix) Det() float64 {
	n := len(a)
	m := NewMatrix(n, n)
	for i := range a {
		copy(m[i], a[i])
	}
	det := 1.0
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(m[r][c]) > math.Abs(m[p][c]) {
				p = r
			}
		}
		if m[p][c] == 0 {
			return 0
		}
		if p != c {
			m[p], m[c] = m[c], m[p]
			det = -det
		}
		det *= m[c][c]
		for r := c + 1; r < n; r++ {
			f := m[r][c] / m[c][c]
			for k := c; k < n; k++ {
				m[r][k] -= f * m[c][k]
			}
		}
	}
	return det
}
func (a Matrix) String() string {
	var sb strings.Builder
	for _, r := range a {
		sb.WriteString(fmt.Sprintf("%6.2f\n", r))
	}
	return sb.String()
}

func main() {
	a := Matrix{{1, 2}, {3, 4}}
	b := Matrix{{0, 1}, {1, 0}}
	c, err := a.Mul(b)
	fmt.Print(c, err, "\n")
	fmt.Print(a.T())
	_, err = a.Mul(Identity(3))
	fmt.Println(err, errors.Is(err, ErrShape))
	fmt.Printf("%.3f %.3f %.1f\n", a.Det(), Matrix{{2, -1, 0}, {1, 3, 2}, {0, 5, -4}}.Det(), Identity(5).Det())
}
