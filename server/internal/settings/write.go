package settings

import (
	"maps"
	"slices"
	"strconv"

	"github.com/entrasim/entrasim/server/internal/resources"
	"github.com/entrasim/entrasim/server/internal/scim"
)

// AppendJSON appends the document, always in the same form: members in the order of the package comment, switches by name.
func (s *Settings) AppendJSON(dst []byte) []byte {
	dst = append(dst, `{"version":`...)
	dst = strconv.AppendInt(dst, Version, 10)
	if s.mood != "" {
		dst = scim.AppendString(append(dst, `,"mood":`...), s.mood)
	}
	if s.seed != 0 {
		dst = strconv.AppendUint(append(dst, `,"seed":`...), s.seed, 10)
	}
	if len(s.switches) > 0 {
		dst = append(dst, `,"switches":{`...)
		for i, name := range slices.Sorted(maps.Keys(s.switches)) {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = append(scim.AppendString(dst, name), ':')
			dst = scim.AppendString(dst, string(s.switches[name]))
		}
		dst = append(dst, '}')
	}
	if len(s.defects) > 0 {
		dst = append(dst, `,"defects":[`...)
		for i, name := range s.defects {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = scim.AppendString(dst, name)
		}
		dst = append(dst, ']')
	}
	dst = appendLimits(dst, s.limits)
	dst = appendDocuments(dst, `,"schemas":[`, s.schemas)
	dst = appendDocuments(dst, `,"resourceTypes":[`, s.types)
	return append(dst, '}')
}

func appendLimits(dst []byte, l resources.Limits) []byte {
	if l == (resources.Limits{}) {
		return dst
	}
	dst = append(dst, `,"limits":{`...)
	start := len(dst)
	key := func(name string) {
		if len(dst) > start {
			dst = append(dst, ',')
		}
		dst = append(scim.AppendString(dst, name), ':')
	}
	for _, e := range limitTable {
		if v := e.get(&l); v != 0 {
			key(e.Name)
			dst = strconv.AppendInt(dst, v, 10)
		}
	}
	if l.Rate != 0 {
		key(rate)
		dst = strconv.AppendFloat(dst, l.Rate, 'f', -1, 64)
	}
	return append(dst, '}')
}

func appendDocuments(dst []byte, key string, list []Document) []byte {
	if len(list) == 0 {
		return dst
	}
	dst = append(dst, key...)
	for i, d := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, d.Raw...)
	}
	return append(dst, ']')
}
