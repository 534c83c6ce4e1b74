package fault

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Answer is a scripted HTTP answer.
type Answer struct {
	Status    int
	Header    http.Header
	Body      string
	Delivered bool // the endpoint gets the request all the same, and its own answer is lost
}

func (a Answer) check() error {
	if a.Status < 200 || a.Status > 599 {
		return fmt.Errorf("%d is no status of an answer; they run from 200 to 599", a.Status)
	}
	return nil
}

func (a Answer) carry(base http.RoundTripper, r *http.Request) (*http.Response, error) {
	if a.Delivered {
		res, err := base.RoundTrip(r)
		if err != nil {
			return nil, err
		}
		_, err = io.Copy(io.Discard, res.Body)
		if err = errors.Join(err, res.Body.Close()); err != nil {
			return nil, fmt.Errorf("read the answer that is replaced: %w", err)
		}
	} else if r.Body != nil {
		if err := r.Body.Close(); err != nil {
			return nil, err
		}
	}
	header := a.Header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set("Content-Length", strconv.Itoa(len(a.Body)))
	return &http.Response{
		Status: fmt.Sprintf("%d %s", a.Status, http.StatusText(a.Status)), StatusCode: a.Status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: header, Body: io.NopCloser(strings.NewReader(a.Body)), ContentLength: int64(len(a.Body)), Request: r,
	}, nil
}
