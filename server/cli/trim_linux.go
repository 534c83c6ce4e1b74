package cli

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// releaseProgram lets go of the pages of the program that nobody can have changed. What goes wrong costs nothing but memory.
func releaseProgram() {
	self, err := os.Executable()
	if err != nil {
		return
	}
	maps, err := os.Open("/proc/self/maps")
	if err != nil {
		return
	}
	defer maps.Close()
	for lines := bufio.NewScanner(maps); lines.Scan(); {
		if from, length, ok := programPages(lines.Text(), self); ok {
			_, _, _ = syscall.Syscall(syscall.SYS_MADVISE, from, length, syscall.MADV_DONTNEED)
		}
	}
}

// programPages reads one line of /proc/self/maps and returns where pages of the program are mapped that cannot be written to.
func programPages(line, program string) (from, length uintptr, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 6 || strings.Join(fields[5:], " ") != program || !strings.HasPrefix(fields[1], "r") || strings.Contains(fields[1], "w") {
		return 0, 0, false
	}
	begin, end, found := strings.Cut(fields[0], "-")
	first, err := strconv.ParseUint(begin, 16, 64)
	last, err2 := strconv.ParseUint(end, 16, 64)
	if !found || err != nil || err2 != nil || last <= first {
		return 0, 0, false
	}
	return uintptr(first), uintptr(last - first), true
}
