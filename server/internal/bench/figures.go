package main

import (
	"slices"
)

// series is a figure over the rounds.
type series []float64

func (s series) median() float64 {
	if len(s) == 0 {
		return 0
	}
	v := slices.Sorted(slices.Values(s))
	if n := len(v); n%2 == 0 {
		return (v[n/2-1] + v[n/2]) / 2
	}
	return v[len(v)/2]
}

// over is the median of the rounds' ratios: two measurements of one round are neighbours in time.
func (s series) over(base series) float64 {
	r := make(series, min(len(s), len(base)))
	for i := range r {
		r[i] = s[i] / base[i]
	}
	return r.median()
}

// grid keeps a series for every row and column, in the order they first came.
type grid struct {
	rows  []row
	cells map[row]map[string]series
}

// row is what a line of a table is about.
type row struct {
	store string
	size  int
	extra int // concurrency, or nothing
}

func (g *grid) add(r row, column string, v float64) {
	if g.cells == nil {
		g.cells = map[row]map[string]series{}
	}
	if g.cells[r] == nil {
		g.cells[r] = map[string]series{}
		g.rows = append(g.rows, r)
	}
	g.cells[r][column] = append(g.cells[r][column], v)
}

func (g *grid) get(r row, column string) series { return g.cells[r][column] }

// smallest is the row of the same store with the fewest users.
func (g *grid) smallest(r row) row {
	least := r
	for _, other := range g.rows {
		if other.store == r.store && other.extra == r.extra && other.size < least.size {
			least = other
		}
	}
	return least
}
