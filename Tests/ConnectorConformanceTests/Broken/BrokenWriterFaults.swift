import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import Synchronization

/// Connectors that write, and make the wrong thing of what is wrong with their system.
let brokenWriterFaults: [BrokenSubject] = [
    broken("a sink does not know what 429 means", Hasty.self, "F01", "not unavailable"),
    broken("a sink asks a person for an outage", GivingUp.self, "F02", "a person is asked for an outage"),
    broken("a sink knocks again and again with a refused key", Insisting.self, "F03", "requests in one call"),
    broken("a sink tries a refused key three times", Hopeful.self, "F03", "a refused key is tried 3 times"),
    broken("a sink takes a missing right for a wrong key", Confusing.self, "F04", "not forbidden"),
    broken("a sink tells its key in base64", Encoding.self, "F09", "a secret stands in the error"),
    broken(
        "a look-up asks for a pause, and a write forgets it",
        Rushing.self,
        "F01",
        "at request 2: the pause is told as none"
    ),
    broken(
        "a write whose answer is lost is called refused",
        Guessing.self,
        "F02",
        "at request 2: what is delivered is rejected"
    ),
    broken("a right that is missing for the write alone is no error", Shrugging.self, "F04", "at request 2: is"),
    broken("a write tells its key in an error", TellingLate.self, "F09", "at request 2: a secret stands in the error"),
    broken("a sink tells its key in an error", Telling.self, "F09", "a secret stands in the error"),
]

private let broken = BrokenSubject.each { LedgerSubject(connector: $0) }

private struct Hasty: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).write(delivery)
        } catch .unavailable(let endpoint, let reason, _) {
            throw .unexpectedAnswer(endpoint: endpoint, reason: reason)
        }
    }
}

private struct Insisting: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        for _ in 0..<20 {
            do throws(ConnectorError) {
                return try await SoundSink(core: core).write(delivery)
            } catch .unauthorized {
                continue
            }
        }
        throw .unauthorized(endpoint: "ledger", reason: "refused 20 times")
    }
}

private struct Hopeful: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        for _ in 0..<2 {
            do throws(ConnectorError) {
                return try await SoundSink(core: core).write(delivery)
            } catch .unauthorized {
                continue
            }
        }
        return try await SoundSink(core: core).write(delivery)
    }
}

private struct Confusing: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).write(delivery)
        } catch .forbidden(let endpoint, let reason) {
            throw .unauthorized(endpoint: endpoint, reason: reason)
        }
    }
}

private struct Telling: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).write(delivery)
        } catch .unauthorized(let endpoint, _) {
            throw .unauthorized(endpoint: endpoint, reason: core.key.withValue { "\($0) was refused" })
        }
    }
}

private struct Rushing: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).create(document)
        } catch .unavailable(let endpoint, let reason, _) {
            throw .unavailable(endpoint: endpoint, reason: reason, retryAfter: nil)
        }
    }
}

private struct Guessing: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).create(document)
        } catch .outcomeUnknown {
            return .refused(status: 500, reason: "the ledger did not take it")
        }
    }
}

private struct Shrugging: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).create(document)
        } catch .forbidden(let endpoint, let reason) {
            throw .unexpectedAnswer(endpoint: endpoint, reason: reason)
        }
    }
}

private struct TellingLate: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).create(document)
        } catch .unauthorized(let endpoint, _) {
            throw .unauthorized(endpoint: endpoint, reason: core.key.withValue { "\($0) was refused" })
        }
    }
}

private struct Encoding: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).write(delivery)
        } catch .unauthorized(let endpoint, _) {
            let header = core.key.withValue { Data("purlin:\($0)".utf8).base64EncodedString() }
            throw .unauthorized(endpoint: endpoint, reason: "'Basic \(header)' was refused")
        }
    }
}
