package directory_test

import (
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/directory"
)

// benchSizes are users; the largest takes seconds to make and is left out of -short runs.
func benchSizes(b *testing.B) []int {
	if testing.Short() {
		return []int{1_000, 20_000}
	}
	return []int{1_000, 1_000_000}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func BenchmarkGenerate(b *testing.B) {
	for _, users := range benchSizes(b) {
		b.Run(fmt.Sprint(users), func(b *testing.B) {
			before := heap()
			var d *directory.Directory
			for b.Loop() {
				d = generate(b, fmt.Sprintf("users=%d,groups=%d", users, users/50))
			}
			b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-kept")
			b.ReportMetric(float64(users*b.N)/b.Elapsed().Seconds(), "users/s")
			runtime.KeepAlive(d)
		})
	}
}

// BenchmarkChanges reads what ten changes left in the feed. It must take as long in a large directory as in a small one.
func BenchmarkChanges(b *testing.B) {
	for _, users := range benchSizes(b) {
		b.Run(fmt.Sprint(users), func(b *testing.B) {
			d := generate(b, fmt.Sprintf("users=%d,groups=%d", users, users/50))
			mark := tenChanges(b, d)
			for b.Loop() {
				if n := len(d.Changes(mark)); n != 10 {
					b.Fatalf("%d changes, want 10", n)
				}
			}
		})
	}
}

// BenchmarkAdvance plays ten due actions and looks at what they did.
func BenchmarkAdvance(b *testing.B) {
	for _, users := range benchSizes(b) {
		b.Run(fmt.Sprint(users), func(b *testing.B) {
			d := generate(b, fmt.Sprintf("users=%d,groups=%d", users, users/50))
			ids := firstUsers(d, 10)
			for b.Loop() {
				due := d.Now().Add(time.Minute)
				mark := d.Watermark()
				for i, id := range ids {
					ok(b, d.Schedule(due, directory.Action{Verb: directory.Set, Target: id, Attributes: map[string][]string{
						"city": {fmt.Sprint(due.Unix(), i)},
					}}))
				}
				if _, err := d.AdvanceTo(due); err != nil || len(d.Changes(mark)) != 10 {
					b.Fatalf("%d changes, error %v", len(d.Changes(mark)), err)
				}
			}
		})
	}
}

func BenchmarkAssigned(b *testing.B) {
	d := generate(b, "users=20000,groups=400")
	ids := firstUsers(d, 1000)
	for b.Loop() {
		for _, id := range ids {
			d.Assigned(id)
		}
	}
}

func firstUsers(d *directory.Directory, n int) []string {
	var ids []string
	for o := range d.All(directory.KindUser) {
		if ids = append(ids, o.ID()); len(ids) == n {
			break
		}
	}
	return ids
}

func tenChanges(t tester, d *directory.Directory) int64 {
	t.Helper()
	mark := d.Watermark()
	for i, id := range firstUsers(d, 10) {
		ok(t, d.SetAttr(id, "department", fmt.Sprint("Department ", i)))
	}
	return mark
}

// The cost of reading ten changes must not follow the size of the directory; allocations tell without a clock.
func TestChangesCostWhatChanged(t *testing.T) {
	allocations := func(users int) float64 {
		d := generate(t, fmt.Sprintf("users=%d", users))
		mark := tenChanges(t, d)
		return testing.AllocsPerRun(20, func() { d.Changes(mark) })
	}
	small, large := allocations(100), allocations(10_000)
	if large > small*1.2 {
		t.Errorf("ten changes take %.0f allocations in a directory of 100 and %.0f in one of 10,000, want the same", small, large)
	}
}

func TestReadersAndWritersAtOnce(t *testing.T) {
	d := generate(t, "users=400,groups=20")
	ids := firstUsers(d, 400)
	crew := addGroup(t, d, "Crew")
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			for o := range d.All(directory.KindUser) {
				o.Attr("appRoleAssignments")
				d.Assigned(o.ID())
				d.GroupsOf(o.ID())
			}
			for o := range d.All(directory.KindGroup) {
				o.Members()
			}
			d.Changes(d.Watermark() - 50)
			d.NextDue()
			_ = yaml(t, d)
		})
	}
	for part := range 2 {
		all.Go(func() {
			for i, id := range ids {
				if i%2 != part {
					continue
				}
				if err := d.AddMember(crew, id); err != nil {
					t.Errorf("add member: %v", err)
				}
				if err := d.SetAttr(id, "extension_0123456789abcdef0123456789abcdef_n"+fmt.Sprint(i), "x"); err != nil {
					t.Errorf("set: %v", err)
				}
			}
		})
	}
	all.Wait()
	if n := object(t, d, crew).MemberCount(); n != len(ids) {
		t.Errorf("the group has %d members, want %d", n, len(ids))
	}
}

// BenchmarkLoad reads a file of ten thousand users.
func BenchmarkLoad(b *testing.B) {
	d, err := directory.Generate("users=10000")
	if err != nil {
		b.Fatal(err)
	}
	text := yaml(b, d)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := directory.Parse("people.yaml", []byte(text)); err != nil {
			b.Fatal(err)
		}
	}
}
