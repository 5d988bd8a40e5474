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
extension WebhookEvent: Spoken {}

extension Optional: Spoken where Wrapped: Spoken {
    func cleaned(by redaction: Redaction) -> Self { map { $0.cleaned(by: redaction) } }
}

extension Array: Spoken where Element: Spoken {
    func cleaned(by redaction: Redaction) -> Self { map { $0.cleaned(by: redaction) } }
}

extension CheckFinding: Spoken {
    func cleaned(by redaction: Redaction) -> Self { CheckFinding(result, redaction.clean(message)) }
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
