package cli

import "testing"

func TestOnlyPagesOfTheProgramThatCannotBeWrittenToAreReleased(t *testing.T) {
	for name, tt := range map[string]struct {
		line         string
		from, length uintptr
	}{
		"code":            {"00400000-01726000 r-xp 00000000 fe:00 1020                           /opt/entrasim", 0x400000, 0x1326000},
		"constants":       {"01726000-02a7b000 r--p 01326000 fe:00 1020                           /opt/entrasim", 0x1726000, 0x1355000},
		"variables":       {"02a7b000-02c40000 rw-p 0267b000 fe:00 1020                           /opt/entrasim", 0, 0},
		"another file":    {"7f00400000-7f01726000 r-xp 00000000 fe:00 1021                       /lib/libc.so", 0, 0},
		"memory":          {"d29b9000000-d29bb400000 rw-p 00000000 00:00 0", 0, 0},
		"not to be read":  {"00400000-01726000 ---p 00000000 fe:00 1020                           /opt/entrasim", 0, 0},
		"no range":        {"00400000 r-xp 00000000 fe:00 1020                                    /opt/entrasim", 0, 0},
		"backwards":       {"01726000-00400000 r-xp 00000000 fe:00 1020                           /opt/entrasim", 0, 0},
		"not hexadecimal": {"0040000x-01726000 r-xp 00000000 fe:00 1020                           /opt/entrasim", 0, 0},
	} {
		from, length, ok := programPages(tt.line, "/opt/entrasim")
		if from != tt.from || length != tt.length || ok != (tt.length > 0) {
			t.Errorf("%s: %s\ngot %#x, length %#x, %v; want %#x, length %#x", name, tt.line, from, length, ok, tt.from, tt.length)
		}
	}
	if _, _, ok := programPages("00400000-00401000 r-xp 00000000 fe:00 1020   /opt/with a space", "/opt/with a space"); !ok {
		t.Error("a program in a path with a space is not found")
	}
}
