package expr

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"

	"github.com/entrasim/entrasim/simulator/internal/expr/dotnet"
)

// ConvertToBase64, ConvertToUTF8Hex.
func encodingFunctions() []*function {
	return []*function{
		fn("ConvertToBase64", evalConvertToBase64, required("source")),
		fn("ConvertToUTF8Hex", evalConvertToUTF8Hex, required("source")),
	}
}

// evalConvertToBase64 encodes the UTF-16LE bytes, not UTF-8.
func evalConvertToBase64(c *call) (Value, error) {
	return c.eachText(func(s string) (string, error) {
		var b []byte
		for _, unit := range dotnet.UnitsOf(s) {
			b = binary.LittleEndian.AppendUint16(b, unit)
		}
		return base64.StdEncoding.EncodeToString(b), nil
	})
}

func evalConvertToUTF8Hex(c *call) (Value, error) {
	return c.eachText(func(s string) (string, error) { return fmt.Sprintf("%X", s), nil })
}
