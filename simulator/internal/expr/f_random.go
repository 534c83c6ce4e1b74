package expr

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
)

// Guid, RandomString.
func randomFunctions() []*function {
	return []*function{
		fn("Guid", evalGUID),
		fn("RandomString", evalRandomString, required("length"), required("minNumbers"), required("minSpecialChars"),
			required("minCapital"), required("minLowercase"), optional("charactersToAvoid")),
	}
}

// maxRandomLength is the longest RandomString (engine §10).
const maxRandomLength = 256

// randomClasses are the characters of the Windows password complexity rules, in the order of the parameters.
var randomClasses = []string{
	"0123456789",
	"~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/",
	"ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	"abcdefghijklmnopqrstuvwxyz",
}

func (c *call) random() (*rand.Rand, error) {
	if c.ev.ctx.Random == nil {
		return nil, c.fail("the context has no source of randomness")
	}
	return rand.New(c.ev.ctx.Random), nil
}

func evalGUID(c *call) (Value, error) {
	r, err := c.random()
	if err != nil {
		return Null(), err
	}
	var b [16]byte
	binary.BigEndian.PutUint64(b[:8], r.Uint64())
	binary.BigEndian.PutUint64(b[8:], r.Uint64())
	b[6] = b[6]&0x0f | 0x40 // version 4
	b[8] = b[8]&0x3f | 0x80 // variant of RFC 9562
	return Text(fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])), nil
}

func evalRandomString(c *call) (Value, error) {
	r, err := c.random()
	if err != nil {
		return Null(), err
	}
	counts := make([]int, 1+len(randomClasses))
	for i := range counts {
		n, ok, err := c.integer(i)
		if err != nil {
			return Null(), err
		}
		if !ok || n < 0 || n > maxRandomLength {
			return Null(), c.fail("argument %d must be a number from 0 to %d", i+1, maxRandomLength)
		}
		counts[i] = int(n)
	}
	avoid, _, err := c.single(5)
	if err != nil {
		return Null(), err
	}
	length, least := counts[0], counts[1:]
	var all string
	var chosen []byte
	for i, class := range randomClasses {
		class = without(class, avoid)
		all += class
		if least[i] > 0 && class == "" {
			return Null(), c.fail("the characters to avoid leave none for argument %d", i+2)
		}
		for range least[i] {
			chosen = append(chosen, class[r.IntN(len(class))])
		}
	}
	if len(chosen) > length {
		return Null(), c.fail("the length %d is less than the sum of the minimums, %d", length, len(chosen))
	}
	if all == "" && len(chosen) < length {
		return Null(), c.fail("the characters to avoid leave none")
	}
	for len(chosen) < length {
		chosen = append(chosen, all[r.IntN(len(all))])
	}
	r.Shuffle(len(chosen), func(i, j int) { chosen[i], chosen[j] = chosen[j], chosen[i] })
	return Text(string(chosen)), nil
}

func without(class, avoid string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(avoid, r) {
			return -1
		}
		return r
	}, class)
}
