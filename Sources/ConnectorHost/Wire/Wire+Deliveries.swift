package import CanonicalModel
package import ConnectorKit
package import JSON

extension Delivery: WireValue {
    /// `{"key", "object", "payload", "controlTotals"}`.
    package var wire: JSON {
        ["key": .string(key), "object": .string(object), "payload": payload, "controlTotals": controlTotals.wire]
    }
    /// Reads a delivery.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            key: try wire.value("key"),
            object: try wire.value("object"),
            payload: try wire.value("payload"),
            controlTotals: try wire.named("controlTotals")
        )
    }
}

extension FoundRecord: WireValue {
    /// `{"reference", "totals"}`.
    package var wire: JSON { ["reference": .string(reference), "totals": totals.wire] }
    /// Reads a found record.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(reference: try wire.value("reference"), totals: try wire.named("totals"))
    }
}

extension LedgerLock: WireValue {
    /// `{"kind", "through"}`.
    package var wire: JSON { ["kind": .string(kind.rawValue), "through": .string(through.text)] }
    /// Reads a lock date.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self.init(
            try wire.member("kind").word("what a lock date locks"),
            through: try wire.member("through").date()
        )
    }
}

extension DeliveryOutcome: WireValue {
    /// An object with one member that is the name of the outcome.
    package var wire: JSON {
        switch self {
        case .applied(let record): ["applied": record.wire]
        case .rejected(let reason): ["rejected": .string(reason)]
        case .retryLater(let pause, let reason): ["retryLater": ["after": pause.wire, "reason": .string(reason)]]
        case .acknowledged(let reference): ["acknowledged": .string(reference)]
        case .conflict(let reason): ["conflict": .string(reason)]
        }
    }
    /// Reads an outcome.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let record: FoundRecord = try wire.optional("applied") {
            self = .applied(record)
        } else if let reason: String = try wire.optional("rejected") {
            self = .rejected(reason: reason)
        } else if let later = try wire.optionalMember("retryLater") {
            self = .retryLater(after: try later.optional("after"), reason: try later.value("reason"))
        } else if let reference: String = try wire.optional("acknowledged") {
            self = .acknowledged(reference: reference)
        } else if let reason: String = try wire.optional("conflict") {
            self = .conflict(reason: reason)
        } else {
            throw wire.unusable(expected: "an outcome: applied, rejected, retryLater, acknowledged or conflict")
        }
    }
}

extension RetrySchedule: WireValue {
    /// `{"attempts", "waits"}`: the waiting time of each attempt, in microseconds, up to the one that stays.
    package var wire: JSON {
        var waits: [Duration] = []
        // A schedule that still changes after so many attempts is not known.
        for attempt in 1...min(attempts, 10_000) { waits.append(delay(beforeAttempt: attempt)) }
        while waits.count > 1, waits[waits.count - 2] == waits[waits.count - 1] { waits.removeLast() }
        return ["attempts": attempts.wire, "waits": waits.wire]
    }
    /// Reads waiting times; the last one stays.
    package init(wire: JSONReader) throws(JSONAccessError) {
        self = .fixed(try wire.list("waits"), attempts: try wire.value("attempts"))
    }
}

extension OutgoingFile.Rendering: WireValue {
    /// `{"name", "bytes", "controlTotals"}` or `{"rejected"}`.
    package var wire: JSON {
        switch self {
        case .rejected(let reason): ["rejected": .string(reason)]
        case .file(let file):
            [
                "name": .string(file.name), "bytes": WireBytes(file.bytes).wire,
                "controlTotals": file.controlTotals.wire,
            ]
        }
    }
    /// Reads a file.
    package init(wire: JSONReader) throws(JSONAccessError) {
        if let reason: String = try wire.optional("rejected") {
            self = .rejected(reason: reason)
        } else {
            let bytes: WireBytes = try wire.value("bytes")
            self = .file(
                OutgoingFile(
                    name: try wire.value("name"),
                    bytes: bytes.bytes,
                    controlTotals: try wire.named("controlTotals")
                )
            )
        }
    }
}
