package resources

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/entrasim/entrasim/server/internal/store"
)

// ticket is what a cursor holds. The server keeps nothing: a cursor is the ticket, encrypted and authenticated (AES-GCM) with
// a key that follows from the client's own credentials, and bound to organisation, types, filter and order. So every process
// can read it, nobody else's token opens it, and a changed query does not fit. The nonce follows from the content, which makes
// equal pages have equal cursors and needs no randomness.
type ticket struct {
	expires   int64 // Unix seconds
	count     int
	total     int              // totalResults of the first page
	positions []store.Position // for every type
	untouched []bool           // nothing of this type has been shown yet, and there is something
}

func (t *ticket) seal(sc *Scope, q *Query, m *merge) (string, error) {
	aead, nonceKey, err := sealer(q.CursorKey)
	if err != nil {
		return "", err
	}
	plain := binary.BigEndian.AppendUint64(nil, uint64(t.expires))
	plain = binary.BigEndian.AppendUint32(plain, uint32(t.count))
	plain = binary.BigEndian.AppendUint64(plain, uint64(t.total))
	for i, p := range t.positions {
		flag := byte(0)
		if t.untouched[i] {
			flag = 1
		}
		plain = append(plain, flag)
		plain = binary.BigEndian.AppendUint32(plain, uint32(len(p)))
		plain = append(plain, p...)
	}
	purpose := fingerprint(sc, q, m)
	nonce := derive(nonceKey, append(append([]byte{}, purpose...), plain...))[:aead.NonceSize()]
	return base64.RawURLEncoding.EncodeToString(aead.Seal(nonce, nonce, plain, purpose)), nil
}

// openTicket reads a cursor; whatever is wrong with it, the error is the same.
func openTicket(sc *Scope, q *Query, m *merge) (*ticket, error) {
	aead, _, err := sealer(q.CursorKey)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(*q.Cursor)
	if err != nil || len(raw) < aead.NonceSize() {
		return nil, badCursor()
	}
	plain, err := aead.Open(nil, raw[:aead.NonceSize()], raw[aead.NonceSize():], fingerprint(sc, q, m))
	const head = 20
	if err != nil || len(plain) < head {
		return nil, badCursor()
	}
	t := &ticket{
		expires: int64(binary.BigEndian.Uint64(plain)), count: int(binary.BigEndian.Uint32(plain[8:])),
		total: int(binary.BigEndian.Uint64(plain[12:])),
	}
	for plain = plain[head:]; len(plain) > 0; {
		const flagAndLength = 5
		if len(plain) < flagAndLength {
			return nil, badCursor()
		}
		untouched, n := plain[0] == 1, int(binary.BigEndian.Uint32(plain[1:]))
		if plain = plain[flagAndLength:]; n > len(plain) {
			return nil, badCursor()
		}
		t.positions, t.untouched = append(t.positions, store.Position(plain[:n])), append(t.untouched, untouched)
		plain = plain[n:]
	}
	if len(t.positions) != len(m.sources) {
		return nil, badCursor()
	}
	return t, nil
}

// fingerprint is what a cursor is good for.
func fingerprint(sc *Scope, q *Query, m *merge) []byte {
	var b []byte
	add := func(s string) {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	add(sc.Organisation)
	add(q.Filter)
	add(q.SortBy)
	if q.Descending {
		add("descending")
	}
	for _, src := range m.sources {
		add(src.plan.rt.Name)
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

func sealer(secret []byte) (aead cipher.AEAD, nonceKey []byte, err error) {
	if len(secret) == 0 {
		return nil, nil, errors.New("seal cursor: the query has no CursorKey")
	}
	block, err := aes.NewCipher(derive(secret, []byte("cursor with total")))
	if err != nil {
		return nil, nil, fmt.Errorf("seal cursor: %w", err)
	}
	if aead, err = cipher.NewGCM(block); err != nil {
		return nil, nil, fmt.Errorf("seal cursor: %w", err)
	}
	return aead, derive(secret, []byte("nonce of cursor with total")), nil
}

func derive(key, data []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(data)
	return h.Sum(nil)
}
