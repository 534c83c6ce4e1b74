package resources

import (
	"strconv"

	"github.com/entrasim/entrasim/server/internal/scim"
)

// response is the ListResponse of the page. startIndex goes with paging by index, nextCursor with paging by cursor.
func (pg *page) response() []byte {
	dst := make([]byte, 0, len(pg.body)+len(pg.next)+len(listHead)+160)
	dst = append(dst, listHead...)
	dst = strconv.AppendInt(dst, int64(pg.total), 10)
	if pg.q.Cursor == nil {
		dst = append(dst, `,"startIndex":`...)
		dst = strconv.AppendInt(dst, int64(pg.start), 10)
	}
	dst = append(dst, `,"itemsPerPage":`...)
	dst = strconv.AppendInt(dst, int64(pg.items), 10)
	if pg.next != "" {
		dst = append(dst, `,"nextCursor":`...)
		dst = scim.AppendString(dst, pg.next)
	}
	dst = append(dst, `,"Resources":[`...)
	dst = append(dst, pg.body...)
	return append(dst, "]}"...)
}
