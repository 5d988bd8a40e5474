import CanonicalModel
import ConnectorHost
import ConnectorKit
import JSON

/// What a connector's process answers: texts that a person reads are cleaned of secrets, data stay as they are.
protocol Spoken {
    /// The value with clean texts.
    func cleaned(by redaction: Redaction) -> Self
}

extension Spoken {
    /// Data: nothing in it is written for a person.
    func cleaned(by redaction: Redaction) -> Self { self }
}

extension Int: Spoken {}
extension Instant: Spoken {}
extension Declaration: Spoken {}
extension FoundRecord: Spoken {}
extension LedgerLock: Spoken {}
extension WebhookEvent: Spoken {}

extension Optional: Spoken where Wrapped: Spoken {
    func cleaned(by redaction: Redaction) -> Self { map { $0.cleaned(by: redaction) } }
}

extension Array: Spoken where Element: Spoken {
    func cleaned(by redaction: Redaction) -> Self { map { $0.cleaned(by: redaction) } }
}

extension CheckFinding: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        CheckFinding(result, redaction.clean(message), credentials: credentials)
    }
}

extension SourceReject: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        SourceReject(
            kind: redaction.clean(kind),
            subject: redaction.clean(subject),
            reason: redaction.clean(reason),
            excerpt: redaction.clean(excerpt)
        )
    }
}

extension FileFault: Spoken {
    func cleaned(by redaction: Redaction) -> Self { FileFault(kind: redaction.clean(kind), redaction.clean(reason)) }
}

extension TransportError: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        TransportError(
            reason: reason,
            requestMayHaveArrived: requestMayHaveArrived,
            endpoint: redaction.clean(endpoint),
            detail: redaction.clean(detail),
            retryAfter: retryAfter
        )
    }
}

extension ConnectorError: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        func clean(_ text: String) -> String { redaction.clean(text) }
        return switch self {
        case .invalidConfiguration(let key, let reason): .invalidConfiguration(key: clean(key), reason: clean(reason))
        case .unauthorized(let place, let reason): .unauthorized(endpoint: clean(place), reason: clean(reason))
        case .forbidden(let place, let reason): .forbidden(endpoint: clean(place), reason: clean(reason))
        case .unavailable(let place, let reason, let pause):
            .unavailable(endpoint: clean(place), reason: clean(reason), retryAfter: pause)
        case .neverSent(let error): .neverSent(error.cleaned(by: redaction))
        case .outcomeUnknown(let error): .outcomeUnknown(error.cleaned(by: redaction))
        case .unexpectedAnswer(let place, let reason): .unexpectedAnswer(endpoint: clean(place), reason: clean(reason))
        case .positionUnavailable(let place, let reason, let earliest):
            .positionUnavailable(endpoint: clean(place), reason: clean(reason), earliest: earliest)
        case .gone(let place, let reason): .gone(endpoint: clean(place), reason: clean(reason))
        case .connectorFailed(let system, let reason): .connectorFailed(system: clean(system), reason: clean(reason))
        case .cancelled: .cancelled
        }
    }
}

extension RecordPage: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        RecordPage(records: records, rejects: rejects.cleaned(by: redaction), next: next, hasMore: hasMore)
    }
}

extension ChangedRow: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        guard case .unusable(let reject) = content else { return self }
        return ChangedRow(id: id, time: time, content: .unusable(reject.cleaned(by: redaction)))
    }
}

extension ChangePage: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        let (rows, rejects) = (rows.cleaned(by: redaction), rejects.cleaned(by: redaction))
        guard let nextToken else { return ChangePage(rows: rows, rejects: rejects, hasMore: hasMore) }
        return ChangePage(rows: rows, rejects: rejects, nextToken: nextToken)
    }
}

extension DeliveryOutcome: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        switch self {
        case .applied, .acknowledged: self
        case .rejected(let reason): .rejected(reason: redaction.clean(reason))
        case .retryLater(let pause, let reason): .retryLater(after: pause, reason: redaction.clean(reason))
        case .conflict(let reason): .conflict(reason: redaction.clean(reason))
        }
    }
}

extension FileItem: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        guard case .reject(let reject) = self else { return self }
        return .reject(reject.cleaned(by: redaction))
    }
}

extension OutgoingFile.Rendering: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        guard case .rejected(let reason) = self else { return self }
        return .rejected(reason: redaction.clean(reason))
    }
}

extension WebhookContent: Spoken {
    func cleaned(by redaction: Redaction) -> Self {
        WebhookContent(records: records, rejects: rejects.cleaned(by: redaction))
    }
}
