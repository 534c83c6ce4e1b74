package expr_test

import "testing"

func TestDateFunctions(t *testing.T) {
	const base = `CDate("2012-03-16-07:00")`
	const long = `"8/25/2021 5:41:18 PM", ` + base
	runVectors(t, []vector{
		{`Now()`, nil, `"7/2/2021 3:33:38 PM"`},
		{`CDate("2020-03-16-07:00")`, nil, `"3/16/2020 7:00:00 AM"`},
		{`CDate("2021-06-30+08:00")`, nil, `"6/29/2021 4:00:00 PM"`},
		{`CDate("2009-06-15T01:45:30-07:00")`, nil, `"6/15/2009 8:45:30 AM"`},
		{`CDate("2024-02-29T00:00:00Z")`, nil, `"2/29/2024 12:00:00 AM"`},
		{`CDate("2023-02-29")`, nil, ``},
		{`CDate("soon")`, nil, ``},
		{`CDate([x])`, nil, `∅`},

		{`DateAdd("d", 7, ` + base + `)`, nil, `"3/23/2012 7:00:00 AM"`},
		{`DateAdd("d", -10, ` + base + `)`, nil, `"3/6/2012 7:00:00 AM"`},
		{`DateAdd("ww", 2, ` + base + `)`, nil, `"3/30/2012 7:00:00 AM"`},
		{`DateAdd("m", 10, ` + base + `)`, nil, `"1/16/2013 7:00:00 AM"`},
		{`DateAdd("yyyy", 2, ` + base + `)`, nil, `"3/16/2014 7:00:00 AM"`},
		{`DateAdd("m", 1, "1/31/2024")`, nil, `"2/29/2024 12:00:00 AM"`},
		{`DateAdd("d", "10", Now())`, nil, `"7/12/2021 3:33:38 PM"`},
		{`DateAdd("n", 90, ` + base + `)`, nil, `"3/16/2012 8:30:00 AM"`},
		{`DateAdd("x", 1, ` + base + `)`, nil, ``},
		{`DateAdd("yyyy", 9000, ` + base + `)`, nil, ``},
		{`DateAdd("d", 999999999999, ` + base + `)`, nil, ``},

		{`DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))`, nil, `"13"`},
		{`DateDiff("d", ` + long + `)`, nil, `"-3449"`},
		{`DateDiff("ww", ` + long + `)`, nil, `"-493"`},
		{`DateDiff("m", ` + long + `)`, nil, `"-113"`},
		{`DateDiff("yyyy", ` + long + `)`, nil, `"-9"`},
		{`DateDiff("h", "2021-08-24", "2021-08-25")`, nil, `"24"`},
		{`DateDiff("n", "2021-08-24", "2021-08-25")`, nil, `"1440"`},
		{`DateDiff("s", "2021-08-24", "2021-08-25")`, nil, `"86400"`},
		{`DateDiff("d", Now(), Now())`, nil, `"0"`},

		{`DateFromNum(129699324000000000)`, nil, `"2012-01-01 23:00:00"`},
		{`DateFromNum(0)`, nil, `"1601-01-01 00:00:00"`},
		{`DateFromNum(133536384000000000)`, nil, `"2024-02-29 00:00:00"`},
		{`DateFromNum(-1)`, nil, ``},

		{`NumFromDate("2020-12-31T23:59:59-08:00")`, nil, `"132539615990000000"`},
		{`NumFromDate("2012-01-01T23:00:00Z")`, nil, `"129699324000000000"`},
		{`NumFromDate("2025-12-31T23:59:59-05:00")`, nil, `"134117171990000000"`},
		{`NumFromDate(Join("", FormatDateTime([d], , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd"), " 23:59:59-08:00"))`, attrs("d", "12/31/2020 12:00:00 AM"), `"132539615990000000"`},
		{`NumFromDate("12/31/9999")`, nil, ``},
		{`NumFromDate("9999-12-31T23:59:59-08:00")`, nil, ``},

		{`FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")`, attrs("extensionAttribute1", "20150123105347.1Z"), `"2015-01-23"`},
		{`FormatDateTime("12/31/2025 12:00:00 AM", , "M/d/yyyy hh:mm:ss tt", "yyyy-MM-dd")`, nil, `"2025-12-31"`},
		{`FormatDateTime("20150123", "yyyyMMdd", "d MMM yyyy")`, nil, `"23 Jan 2015"`},
		{`FormatDateTime("31.12.2025", , "yyyy-MM-dd", "yyyy")`, nil, ``},
		{`FormatDateTime("2025-01-02", "AssumeUniversal, AdjustToUniversal", "yyyy-MM-dd", "dddd")`, nil, `"Thursday"`},
		{`FormatDateTime("2025-01-02", "Loosely", "yyyy-MM-dd", "dddd")`, nil, ``},
		{`FormatDateTime([x], , "yyyy", "yyyy")`, nil, `∅`},
	})
}
