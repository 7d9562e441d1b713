package vial

import (
	"strings"

	"vial.example/vial/internal/host"
)

// Level is how much a message of the log matters.
type Level int32

// The levels, in rising order.
const (
	LevelTrace Level = iota
	LevelDebug
	LevelInfo
	LevelWarn
	LevelError
)

// LogLevel is the lowest level that the host listens to, or one past [LevelError] when it listens to none.
func LogLevel() Level { return Level(host.LogLevel()) }

// LogEnabled says whether the host listens to a level.
func LogEnabled(level Level) bool { return level >= LogLevel() }

// Log writes a message to the host's log. Its parts are joined only when the host listens.
//
// A log is no place for a patient's data.
func Log(level Level, parts ...string) {
	if !LogEnabled(level) {
		return
	}
	message := Block([]byte(strings.Join(parts, "")))
	switch level {
	case LevelTrace:
		host.LogTrace(message)
	case LevelDebug:
		host.LogDebug(message)
	case LevelInfo:
		host.LogInfo(message)
	case LevelWarn:
		host.LogWarn(message)
	case LevelError:
		host.LogError(message)
	}
}
