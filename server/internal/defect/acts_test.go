package defect_test

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// act is how one defect is seen to act. The files in testdata/acts hold them:
//
//	== name              the defect; several may act together, joined by +
//	@ 2s                 let the clock advance
//	h Name: value        a header of the next request; without value it is not sent
//	t none|wrong|other   the credentials of the next request, instead of those of organisation dev
//	> METHOD /path body  a request to prepare with; "-> X" behind it keeps the id in the answer as $X,
//	                     and in capital letters as ^X
//	~ METHOD /path body  the same, for one that may fail
//	? METHOD /path body  a request whose answers are described by the next two lines
//	+ pattern            what a correct server answers
//	- pattern            what this one answers
//	= METHOD /path body  a request that is answered byte by byte as by a correct server
//
// A pattern is a status, itself a regular expression, and others joined by " & " that match, or with ! in front do not match, the headers
// and the body. In place of a status stand "none" when the connection ended without answer and "cut" when it ended within.
type act struct {
	names []string
	place string // file and line, for messages
	steps []step
}

type step struct {
	line        int
	kind        byte // > ~ ? = @
	text        string
	method      string
	target      string
	body        string
	keep        string
	header      []string
	credentials string
	right       string
	wrong       string
}

// readActs reads all files of acts.
func readActs(t *testing.T) []act {
	t.Helper()
	files, err := filepath.Glob("testdata/acts/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("find acts: %v, %v", files, err)
	}
	var list []act
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatalf("open acts: %v", err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		var header []string
		credentials := ""
		for n := 1; lines.Scan(); n++ {
			line := lines.Text()
			fail := func(what string) { t.Fatalf("%s:%d: %s: %s", file, n, what, line) }
			mark, rest, ok := strings.Cut(line, " ")
			switch {
			case line == "" || strings.HasPrefix(line, "#"):
				continue
			case !ok || len(list) == 0 && mark != "==":
				fail("this is no step")
			case mark == "==":
				list = append(list, act{names: strings.Split(rest, "+"), place: fmt.Sprintf("%s:%d", file, n)})
				continue
			}
			a := &list[len(list)-1]
			switch mark {
			case "h":
				header = append(header, rest)
			case "t":
				credentials = rest
			case "@":
				a.steps = append(a.steps, step{line: n, kind: '@', text: rest})
			case ">", "~", "?", "=":
				s := step{line: n, kind: mark[0], header: header, credentials: credentials}
				header, credentials = nil, ""
				if i := strings.LastIndex(rest, " -> "); i >= 0 {
					rest, s.keep = rest[:i], rest[i+4:]
				}
				s.method, rest, _ = strings.Cut(rest, " ")
				s.target, s.body, _ = strings.Cut(rest, " ")
				a.steps = append(a.steps, s)
			case "+", "-":
				last := &a.steps[len(a.steps)-1]
				if mark == "+" {
					last.right = rest
				} else {
					last.wrong = rest
				}
			default:
				fail("unknown mark")
			}
		}
		if err := lines.Err(); err != nil {
			t.Fatalf("read acts: %v", err)
		}
	}
	return list
}

// mismatch says in what an answer differs from a pattern; "" when it does not.
func mismatch(pattern string, got answer) string {
	for i, part := range strings.Split(pattern, " & ") {
		if i == 0 {
			var status string
			status, part, _ = strings.Cut(part, " ")
			if ok, err := regexp.MatchString("^("+status+")$", got.status); err != nil || !ok {
				return "status " + status
			}
			if part == "" {
				continue
			}
		}
		want, not := part, false
		if strings.HasPrefix(part, "!") {
			want, not = part[1:], true
		}
		re, err := regexp.Compile("(?s)" + expand(want))
		if err != nil {
			return "a pattern: " + err.Error()
		}
		if re.MatchString(got.header+"\n"+got.body) == not {
			return part
		}
	}
	return ""
}

// TestEveryDefectActs plays the acts against a correct server and against one with the defect, and against no other fault.
func TestEveryDefectActs(t *testing.T) {
	registry := fullRegistry(t)
	seen := map[string]bool{}
	for _, a := range readActs(t) {
		for _, name := range a.names {
			seen[name] = true
		}
		t.Run(strings.Join(a.names, "+"), func(t *testing.T) {
			t.Parallel()
			play(t, registry, a)
		})
	}
	for name, show := range shown {
		seen[name] = true
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			show(t, registry)
		})
	}
	for _, name := range registry.Names() {
		if !seen[name] {
			t.Errorf("no act shows the defect %s; add one to testdata/acts, or to shown", name)
		}
	}
}
