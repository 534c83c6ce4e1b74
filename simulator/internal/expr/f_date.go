package expr

import (
	"math"
	"strconv"
	"time"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// Now, CDate, DateAdd, DateDiff, DateFromNum, NumFromDate.
func dateFunctions() []*function {
	return []*function{
		fn("Now", evalNow),
		fn("CDate", evalCDate, required("expression")),
		fn("DateAdd", evalDateAdd, required("interval"), required("value"), required("dateTime")),
		fn("DateDiff", evalDateDiff, required("interval"), required("date1"), required("date2")),
		fn("DateFromNum", evalDateFromNum, required("value")),
		fn("NumFromDate", evalNumFromDate, required("value")),
	}
}

func rendered(t time.Time) Value { return Text(t.UTC().Format(dotnet.RenderedDate)) }

func evalNow(c *call) (Value, error) {
	if c.ev.ctx.Now.IsZero() {
		return Null(), c.fail("the context has no clock")
	}
	return rendered(c.ev.ctx.Now), nil
}

// date evaluates an argument that must be a date; ok is false for null.
func (c *call) date(i int) (t time.Time, ok bool, err error) {
	s, ok, err := c.single(i)
	if err != nil || !ok {
		return time.Time{}, false, err
	}
	t, err = dotnet.ParseDate(s)
	if err != nil {
		return time.Time{}, false, c.fail("argument %d, %s, is not a date", i+1, c.shown(s))
	}
	return t, true, nil
}

func evalCDate(c *call) (Value, error) {
	t, ok, err := c.date(0)
	if err != nil || !ok {
		return Null(), err
	}
	return rendered(t), nil
}

// intervals are the units of DateAdd and DateDiff with a fixed length.
var intervals = map[string]time.Duration{
	"d": 24 * time.Hour, "ww": 7 * 24 * time.Hour, "h": time.Hour, "n": time.Minute, "s": time.Second,
}

const intervalNames = "yyyy, m, d, ww, h, n or s"

func evalDateAdd(c *call) (Value, error) {
	interval, _, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	n, okN, err := c.integer(1)
	if err != nil {
		return Null(), err
	}
	t, okT, err := c.date(2)
	if err != nil || !okN || !okT {
		return Null(), err
	}
	switch unit, fixed := intervals[interval]; {
	case fixed && (n > math.MaxInt64/int64(unit) || n < math.MinInt64/int64(unit)):
		return Null(), c.fail("the date lies outside the years 0001 to 9999")
	case fixed:
		t = t.Add(time.Duration(n) * unit)
	case interval != "m" && interval != "yyyy":
		return Null(), c.fail("the interval is %s, not %s", c.shown(interval), intervalNames)
	case n > 200_000 || n < -200_000:
		return Null(), c.fail("the date lies outside the years 0001 to 9999")
	case interval == "yyyy":
		t = addMonths(t, 12*int(n))
	default:
		t = addMonths(t, int(n))
	}
	if t, err = dotnet.InRange(t); err != nil {
		return Null(), c.fail("%v", err)
	}
	return rendered(t), nil
}

// addMonths keeps the day, or takes the last one of a shorter month, as .NET does.
func addMonths(t time.Time, n int) time.Time {
	day := t.Day()
	first := t.AddDate(0, n, 1-day)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(day, last)-1)
}

// evalDateDiff counts as Visual Basic does: calendar days, Sundays crossed, calendar months and years; whole hours,
// minutes and seconds.
func evalDateDiff(c *call) (Value, error) {
	interval, _, err := c.single(0)
	if err != nil {
		return Null(), err
	}
	from, okFrom, err := c.date(1)
	if err != nil {
		return Null(), err
	}
	to, okTo, err := c.date(2)
	if err != nil || !okFrom || !okTo {
		return Null(), err
	}
	var n int64
	switch interval {
	case "yyyy":
		n = int64(to.Year() - from.Year())
	case "m":
		n = int64((to.Year()-from.Year())*12 + int(to.Month()) - int(from.Month()))
	case "d":
		n = dayNumber(to) - dayNumber(from)
	case "ww":
		n = (weekStart(to) - weekStart(from)) / 7
	case "h", "n", "s":
		n = (to.Unix() - from.Unix()) / int64(intervals[interval]/time.Second)
	default:
		return Null(), c.fail("the interval is %s, not %s", c.shown(interval), intervalNames)
	}
	return Text(strconv.FormatInt(n, 10)), nil
}

// dayNumber counts days of the UTC calendar.
func dayNumber(t time.Time) int64 {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC).Unix() / 86_400
}

// weekStart is the day number of the Sunday at or before a date.
func weekStart(t time.Time) int64 { return dayNumber(t) - int64(t.Weekday()) }

// evalDateFromNum renders unlike the other date functions: the documented vectors show the form with dashes.
func evalDateFromNum(c *call) (Value, error) {
	n, ok, err := c.integer(0)
	if err != nil || !ok {
		return Null(), err
	}
	t, err := dotnet.FromFiletime(n)
	if err != nil {
		return Null(), c.fail("%v", err)
	}
	return Text(t.Format(time.DateTime)), nil
}

func evalNumFromDate(c *call) (Value, error) {
	s, ok, err := c.single(0)
	if err != nil || !ok {
		return Null(), err
	}
	t, err := dotnet.ParseISODate(s)
	if err != nil {
		return Null(), c.fail("%s is not a date of ISO 8601", c.shown(s))
	}
	n, err := dotnet.ToFiletime(t)
	if err != nil {
		return Null(), c.fail("%v", err)
	}
	return Text(strconv.FormatInt(n, 10)), nil
}
