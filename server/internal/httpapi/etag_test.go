package httpapi_test

import (
	"fmt"
	"sync"
	"testing"
)

func TestConditionalRequests(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	tg.want(200, tg.do("PATCH", "/Users/"+id, patchHead+`[{"op":"replace","path":"title","value":"x"}]}`)) // version 2
	body, ops := `{"userName":"ada","title":"x"}`, patchHead+`[{"op":"replace","path":"title","value":"x"}]}`
	for _, tt := range []struct {
		method, header, value string
		want                  int
	}{
		{"GET", "If-None-Match", `W/"2"`, 304},
		{"GET", "If-None-Match", `"2"`, 304},
		{"GET", "If-None-Match", `W/"7", W/"2"`, 304},
		{"GET", "If-None-Match", `*`, 304},
		{"GET", "If-None-Match", `"a,b", W/"2"`, 304}, // what is in quotes is one tag
		{"GET", "If-None-Match", `"1", "*"`, 200},     // "*" in quotes is a tag
		{"GET", "If-None-Match", `"1,2"`, 200},
		{"GET", "If-Match", `W/"2"`, 200},
		{"HEAD", "If-Match", `W/"1"`, 412},
		{"PUT", "If-Match", `"1,2"`, 412},
		{"PUT", "If-None-Match", `W/"1"`, 200},
		{"DELETE", "If-None-Match", `W/"2"`, 412},
		{"HEAD", "If-None-Match", `W/"2"`, 304},
		{"GET", "If-None-Match", `W/"1"`, 200},
		{"GET", "If-None-Match", `nonsense`, 200},
		{"GET", "If-Match", `W/"1"`, 412},
		{"PUT", "If-Match", `W/"1"`, 412},
		{"PATCH", "If-Match", `W/"1"`, 412},
		{"DELETE", "If-Match", `W/"1"`, 412},
		{"PUT", "If-None-Match", `*`, 412},
		{"PATCH", "If-None-Match", `W/"2"`, 412},
		{"PUT", "If-Match", `W/"2"`, 200},
		{"PUT", "If-Match", `"1", W/"2"`, 200},
		{"PATCH", "If-Match", `*`, 200},
		{"PATCH", "If-None-Match", `W/"1"`, 200},
	} {
		t.Run(tt.method+" "+tt.header+" "+tt.value, func(t *testing.T) {
			tg := *tg
			tg.t = t
			b := map[string]string{"PUT": body, "PATCH": ops}[tt.method]
			a := tg.do(tt.method, "/Users/"+id, b, tt.header, tt.value)
			switch {
			case tt.want == 412 && tt.method == "HEAD":
				tg.want(412, a)
			case tt.want == 412:
				tg.wantError(412, "", a)
			case tt.want == 304 && (a.Code != 304 || a.Body.Len() != 0 || a.Header().Get("ETag") != `W/"2"`):
				t.Errorf("got %d, %d bytes, ETag %s; want 304 with the tag and no body", a.Code, a.Body.Len(), a.Header().Get("ETag"))
			case a.Code != tt.want:
				t.Errorf("got %d, want %d", a.Code, tt.want)
			}
			if now := tg.do("GET", "/Users/"+id, "").Header().Get("ETag"); now != `W/"2"` {
				t.Errorf("the version is %s, want W/\"2\" still: nothing changed", now)
			}
		})
	}
	tg.wantError(412, "", tg.do("DELETE", "/Users/"+id, "", "If-Match", `W/"9"`))
	tg.want(204, tg.do("DELETE", "/Users/"+id, "", "If-Match", `W/"2"`))
	tg.wantError(404, "", tg.do("DELETE", "/Users/"+id, "", "If-Match", `*`))
}

// ETG-011: of concurrent updates with one tag exactly one succeeds.
func TestConcurrentConditionalUpdates(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	const n = 8
	codes := make([]int, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			codes[i] = tg.do("PATCH", "/Users/"+id, patchHead+fmt.Sprintf(`[{"op":"replace","path":"title","value":"t%d"}]}`, i), "If-Match", `W/"1"`).Code
		})
	}
	wg.Wait()
	got := map[int]int{}
	for _, c := range codes {
		got[c]++
	}
	if got[200] != 1 || got[412] != n-1 {
		t.Errorf("statuses: got %v, want one 200 and %d 412", got, n-1)
	}
}

// RES-011: lastModified advances with every change even when the clock stands still.
func TestLastModifiedAdvances(t *testing.T) {
	tg := newTarget(t)
	id := tg.user("ada")
	last := tg.do("GET", "/Users/"+id, "").get("meta", "lastModified").(string)
	for i := range 3 {
		a := tg.do("PATCH", "/Users/"+id, patchHead+fmt.Sprintf(`[{"op":"replace","path":"title","value":"t%d"}]}`, i))
		if now := a.get("meta", "lastModified").(string); now <= last {
			t.Errorf("change %d: lastModified went from %s to %s", i, last, now)
		} else {
			last = now
		}
	}
	if again := tg.do("GET", "/Users/"+id, "").get("meta", "lastModified"); again != last {
		t.Errorf("a read changed lastModified from %s to %v", last, again)
	}
}
