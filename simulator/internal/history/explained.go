package history

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/entrasim/entrasim/simulator"
)

// explained: every request that reached the endpoint stands in one record of the log, and the record tells what became of it.
func (c *checker) explained(calls []call, r simulator.CycleReport) *Finding {
	if c.killed {
		return nil // what a killed simulator had not written down yet is lost with it
	}
	told := map[string][]simulator.Record{}
	for _, record := range r.Records {
		for _, x := range record.Exchanges {
			key := x.Method + " " + x.Target + " " + x.RequestBody
			told[key] = append(told[key], record)
		}
		if f := c.honest(record); f != nil {
			return f
		}
	}
	for _, call := range calls {
		if isProbe(call) {
			continue
		}
		key := call.method + " " + strings.TrimPrefix(call.target, basePath) + " " + call.body
		records := told[key]
		if len(records) == 0 {
			return found(Explained, c.record(call), "no record of the log has the request %s", key)
		}
		told[key] = records[1:]
		if call.method == http.MethodGet || !call.wrote() {
			continue
		}
		if f := c.tells(call, records[0]); f != nil {
			return f
		}
	}
	return nil
}

// record is the line that wants a record about a write.
func (c *checker) record(call call) string {
	a := call.account()
	if a == nil {
		return "expect-log nobody other success"
	}
	return fmt.Sprintf("expect-log %s %s success", quote(a.name()), action(call))
}

// action is the word of the log for a write.
func action(c call) string {
	switch {
	case c.method == http.MethodPost:
		return "create"
	case c.method == http.MethodDelete:
		return "delete"
	case c.before.Attrs["active"] == "true" && strings.EqualFold(c.sent()["active"], "false"):
		return "disable"
	default:
		return "update"
	}
}

// tells: the record is about the object that was written, and names what was done.
func (c *checker) tells(call call, r simulator.Record) *Finding {
	a := call.account()
	if call.before != nil {
		a = call.before
	}
	if id, ok := c.owner(a); !ok || id != r.SourceIdentity.ID {
		return found(Explained, c.record(call), "the record about %s has the request %s %s of %s", r.SourceIdentity.DisplayName, call.method, call.target, a.name())
	}
	if got, want := string(r.Action), action(call); got != want {
		return found(Explained, c.record(call), "%s: the log says %s, and what was done is %s", a.name(), got, want)
	}
	return nil
}

// honest: the status of a record agrees with how its writes ended.
func (c *checker) honest(r simulator.Record) *Finding {
	name := r.SourceIdentity.DisplayName
	good, bad := 0, 0
	for _, x := range r.Exchanges {
		switch {
		case !x.Write():
		case x.Status >= 200 && x.Status < 300:
			good++
		case x.Method != http.MethodDelete || x.Status != http.StatusNotFound:
			bad++
		}
	}
	status := r.StatusInfo.Status
	switch {
	case bad > 0 && status != "failure":
		return found(Explained, fmt.Sprintf("expect-log %s %s failure", quote(name), r.Action), "a write of %s failed, and the log says %s", name, status)
	case good > 0 && bad == 0 && status != "success" && status != "warning":
		return found(Explained, fmt.Sprintf("expect-log %s %s success", quote(name), r.Action), "%s was written, and the log says %s", name, status)
	case good > 0 && len(r.Modified) == 0 && r.Action != "delete":
		return found(Explained, fmt.Sprintf("expect-log %s %s success", quote(name), r.Action), "%s was written, and the log names no modified property", name)
	}
	return nil
}
