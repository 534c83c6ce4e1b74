package job

import "time"

// Reasons for a quarantine, in Microsoft's spelling (engine §6.4). Unknown and IngestionInterrupted are never raised: nobody says
// what for.
const (
	ReasonException      = "EncounteredQuarantineException"       // credentials refused, no SCIM endpoint, no connection
	ReasonProportion     = "EncounteredEscrowProportionThreshold" // more than 40 % of the events failed
	ReasonBase           = "EncounteredBaseEscrowThreshold"       // more than 40,000 failures without references
	ReasonTotal          = "EncounteredTotalEscrowThreshold"      // more than 60,000 failures
	ReasonTooManyDeletes = "TooManyDeletes"                       // the deletion guard (§6.5)
	ReasonOnDemand       = "QuarantinedOnDemand"                  // imposed by Microsoft
)

// Quarantine says why and since when a job runs at reduced frequency (engine §6.4).
type Quarantine struct {
	Reason       string    `json:"reason"`
	Code         string    `json:"code"`
	Message      string    `json:"message"`
	CurrentBegan time.Time `json:"currentBegan"`
	NextAttempt  time.Time `json:"nextAttempt"`
	SeriesBegan  time.Time `json:"seriesBegan"`
	SeriesCount  int       `json:"seriesCount"`
}

// retries are the attempts after the quarantine began; from the last one on, one a day (QUAR "Retry duration").
var retries = []time.Duration{
	6 * time.Hour,
	12 * time.Hour,
	24 * time.Hour,
}

// Impose enters or prolongs a quarantine at now. The previous one, or nil, decides over the series.
func Impose(previous *Quarantine, now time.Time, reason, code, message string) *Quarantine {
	q := &Quarantine{Reason: reason, Code: code, Message: message, CurrentBegan: now, SeriesBegan: now}
	if previous != nil {
		q.SeriesBegan, q.SeriesCount = previous.SeriesBegan, previous.SeriesCount+1
		if previous.Reason == reason {
			q.CurrentBegan = previous.CurrentBegan
		}
	}
	q.NextAttempt = now.Add(24 * time.Hour)
	if q.SeriesCount < len(retries) {
		q.NextAttempt = q.SeriesBegan.Add(retries[q.SeriesCount])
	}
	return q
}

// Expired reports whether the job is to be disabled: four weeks have passed without a success.
func (q *Quarantine) Expired(now time.Time) bool {
	return q != nil && now.Sub(q.SeriesBegan) >= Lifetime
}
