// Parsing commands, maps of functions and mutable world state.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strings"
)

type Room struct {
	Name  string
	Exits map[string]*Room
	Items []string
}
type Game struct {
	at   *Room
	bag  map[string]int
	cmds map[string]func(args ...string) (string, error)
}

func NewGame() *Game {
	hall := &Room{Name: "hall", Items: []string{"lamp", "key"}}
	cave := &Room{Name: "cave"}
	hall.Exits = map[string]*Room{"north": cave}
	cave.Exits = map[string]*Room{"south": hall}
	g := &Game{at: hall, bag: make(map[string]int)}
	g.cmds = map[string]func(...string) (string, error){
		"go":   g.goTo,
		"take": g.take,
		"look": func(...string) (string, error) { return fmt.Sprint(g.at.Name, g.at.Items), nil },
		"inv":  func(...string) (string, error) { return fmt.Sprint(g.bag), nil },
	}
	return g
}
func (g *Game) goTo(args ...string) (string, error) {
	if len(args) != 1 {
		return "", errors.New("go where?")
	}
	if r, ok := g.at.Exits[args[0]]; ok {
		g.at = r
		return "you are in the " + r.Name, nil
	}
	return "", fmt.Errorf("no way %s from the %s", args[0], g.at.Name)
}
func (g *Game) take(args ...string) (string, error) {
	for _, a := range args {
		i := slices.Index(g.at.Items, a)
		if i < 0 {
			return "", fmt.Errorf("there is no %q", a)
		}
		g.at.Items = slices.Delete(g.at.Items, i, i+1)
		g.bag[a]++
	}
	return fmt.Sprintf("taken: %d", len(args)), nil
}
func (g *Game) Do(line string) string {
	words := strings.Fields(strings.ToLower(line))
	if len(words) == 0 {
		return ""
	}
	f, ok := g.cmds[words[0]]
	if !ok {
		return "what?"
	}
	s, err := f(words[1:]...)
	if err != nil {
		return "error: " + err.Error()
	}
	return s
}

func main() {
	g := NewGame()
	sc := bufio.NewScanner(strings.NewReader("look\ntake lamp\ntake sword\nGO north\ngo up\ngo\nlook\ninv\ndance\n\ngo south\nlook"))
	for sc.Scan() {
		fmt.Printf("> %s\n%s\n", sc.Text(), g.Do(sc.Text()))
	}
}
