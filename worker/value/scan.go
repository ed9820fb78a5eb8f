package value

import (
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// A scanner walks over JSON that is known to be valid.
type scanner struct {
	data []byte
	pos  int
}

// peek skips space and returns the first byte of what follows.
func (s *scanner) peek() byte {
	for {
		switch c := s.data[s.pos]; c {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return c
		}
	}
}

// skip returns the text of the next value and goes past it.
func (s *scanner) skip() []byte {
	s.peek()
	start, open := s.pos, 0
	for {
		switch s.data[s.pos] {
		case '"':
			s.skipString()
		case '[', '{':
			open++
			s.pos++
			continue
		case ']', '}':
			open--
			s.pos++
		case ' ', '\t', '\n', '\r', ',', ':':
			s.pos++
			continue
		default:
			s.skipLiteral()
		}
		if open == 0 {
			return s.data[start:s.pos]
		}
	}
}

func (s *scanner) skipString() {
	s.pos++
	for s.data[s.pos] != '"' {
		if s.data[s.pos] == '\\' {
			s.pos++
		}
		s.pos++
	}
	s.pos++
}

// skipLiteral goes past a number, true, false or null.
func (s *scanner) skipLiteral() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r', ',', ':', ']', '}':
			return
		}
		s.pos++
	}
}

// null goes past a null, if that is what comes next.
func (s *scanner) null() bool {
	if s.peek() == 'n' {
		s.skipLiteral()
		return true
	}
	return false
}

// string reads the string that comes next.
func (s *scanner) string() string {
	s.peek()
	start := s.pos
	s.skipString()
	quoted := s.data[start:s.pos]
	plain := quoted[1 : len(quoted)-1]
	for _, c := range plain {
		if c == '\\' || c >= utf8.RuneSelf {
			var text string
			// It cannot fail: the input is valid. Bytes that are not UTF-8
			// become U+FFFD.
			_ = json.Unmarshal(quoted, &text)
			return text
		}
	}
	return string(plain)
}

// next moves into an array or object or on to its next element, and reports
// false, being past it, at its end. first is true for the first call.
func (s *scanner) next(first bool) bool {
	if c := s.peek(); first || c == ',' {
		s.pos++
	}
	if c := s.peek(); c == ']' || c == '}' {
		s.pos++
		return false
	}
	return true
}

// key reads the name of an object's member and the colon behind it.
func (s *scanner) key() string {
	key := s.string()
	s.peek()
	s.pos++
	return key
}

// got describes a value for an error message.
func got(raw []byte) string {
	switch raw[0] {
	case '"':
		s := scanner{data: raw}
		return "string " + strconv.Quote(clip(s.string()))
	case '[':
		return "array"
	case '{':
		return "object"
	case 't', 'f', 'n':
		return string(raw)
	}
	return "number " + clip(string(raw))
}
