package scim

import (
	"hash/maphash"
	"strings"
)

// commonNames interns the names nearly every body uses. It is an optimisation only: other names are read all the same.
var commonNames = func() map[string]string {
	m := make(map[string]string, 64)
	for _, n := range strings.Fields(`schemas id externalId meta resourceType created lastModified location version
		userName name formatted familyName givenName middleName honorificPrefix honorificSuffix displayName nickName
		profileUrl title userType preferredLanguage locale timezone active password emails phoneNumbers ims photos addresses
		groups entitlements roles x509Certificates value display type primary $ref streetAddress locality region postalCode
		country members employeeNumber costCenter organization division department manager Operations op path ` +
		SchemaUser + " " + SchemaGroup + " " + SchemaEnterpriseUser) {
		m[n] = n
	}
	return m
}()

// smallSet is how many names are compared one by one before a map takes over; beyond it the work must not grow
// quadratically with the input.
const smallSet = 24

var nameSeed = maphash.MakeSeed()

// nameSet detects names that are equal when case is ignored.
type nameSet struct {
	names  [smallSet]string
	hashes [smallSet]uint64
	n      int
	large  map[string]string // folded → as written, once there are more than smallSet
}

// add returns the earlier name and true if name was there already.
func (s *nameSet) add(name string) (string, bool) {
	if s.large != nil {
		key := FoldKey(name)
		if prev, ok := s.large[key]; ok {
			return prev, true
		}
		s.large[key] = name
		return "", false
	}
	var buf [64]byte
	h := maphash.Bytes(nameSeed, AppendFold(buf[:0], name))
	for i := range s.n {
		if s.hashes[i] == h && strings.EqualFold(s.names[i], name) {
			return s.names[i], true
		}
	}
	if s.n < smallSet {
		s.names[s.n], s.hashes[s.n] = name, h
		s.n++
		return "", false
	}
	s.large = make(map[string]string, 2*smallSet)
	for i := range s.n {
		s.large[FoldKey(s.names[i])] = s.names[i]
	}
	s.large[FoldKey(name)] = name
	return "", false
}
