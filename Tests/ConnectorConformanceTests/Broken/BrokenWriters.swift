import CanonicalModel
import ConnectorKit
import Foundation
import JSON
import Synchronization

/// Connectors that write records wrongly.
let brokenWriters: [BrokenSubject] = [
    broken("a sink creates without looking", Blind.self, "W01", "written three times: the system holds 3 records"),
    broken("a sink does not find what it wrote", Blind.self, "W02", "dead after request 1: the system holds 2 records"),
    broken("a sink writes again what it was not told of", Blind.self, "W03", "an answer that is lost at request 1"),
    broken("a sink goes round its system's uniqueness", Racing.self, "W04", "the system holds 2 records"),
    broken("a sink throws for a call what one delivery did", AllOrNothing.self, "W05", "fails its whole call"),
    broken("a sink writes the head first", HeadFirst.self, "W06", "leaves 1 records behind"),
    broken("a sink overwrites whatever stands there", Overwriting.self, "W07", "changed meanwhile was overwritten"),
    broken("a sink does not read that a record is archived", NeverArchiving.self, "W08", "is not archived"),
    broken("a sink changes what accounting has posted", Reopening.self, "W09", "that people took over was changed"),
    broken("a sink moves what is late into the next month", DayMoving.self, "W10", "or moved out of it"),
    broken("a sink leaves alone what is there", FirstWins.self, "W11", "holds amount 10 instead of 25"),
    broken("a sink keeps the first of two deliveries in a call", FirstOfCall.self, "W11", "in one call with what it"),
    broken("a sink writes names in ASCII", PlainName.self, "W12", "is held as"),
    broken("a sink fills in what is missing", Lenient.self, "W13", "a payload {} is called written"),
    broken("a sink repeats what it was told in place of what is there", Echoing.self, "W14", "says amount 10, and"),
    BrokenSubject(
        "a sink repeats what it was told where nobody can change what is there",
        foundBy: "W14",
        saying: "looked up by a delivery that claims other totals: says amount 11",
        in: LedgerSubject(connector: Echoing.self, isAlterable: false)
    ),
    broken("a restarted sink refuses what is there", Refusing.self, "W01", "after a restart"),
    broken("a sink of pairs throws for both what one did", Paired.self, "W05", "fails its whole call"),
    broken(
        "a sink writes whatever it is called",
        Greedy.self,
        "W13",
        "an object that it does not write is called written"
    ),
    broken("an object is declared that nobody can write", Boasting.self, "W15", "Invoice: the world makes no delivery"),
    broken("a sink gives up whatever fails", GivingUp.self, "D02", "it is rejected"),
    broken("a sink gives up in an outage", GivingUp.self, "D03", "were given up"),
    broken("a sink ignores corrections", FirstWins.self, "D06", "holds amount 10 instead of 25"),
    broken("a sink lets deliveries wait for a year", Patient.self, "D07", "nobody expects that"),
]

extension JSONObject {
    /// The same object with another member.
    fileprivate func with(_ name: String, _ value: JSON) -> JSONObject {
        var object = self
        object[name] = value
        return object
    }
}

private let broken = BrokenSubject.each { LedgerSubject(connector: $0) }

private struct Blind: LedgerSink {
    let core: LedgerCore

    func look(for id: String) async throws(ConnectorError) -> JSON? { nil }

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        try await SoundSink(core: core).create(document.with("force", true))
    }
}

private struct Racing: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        try await SoundSink(core: core).create(document.with("force", true))
    }
}

private struct AllOrNothing: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        let outcome = try await SoundSink(core: core).write(delivery)
        if case .rejected(let reason) = outcome { throw .unexpectedAnswer(endpoint: "ledger", reason: reason) }
        return outcome
    }
}

private struct HeadFirst: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        _ = try await core.call("POST", "", .object(document.with("amount", "1")))
        return try await core.call("PUT", "/\(document["id"]?.stringValue ?? "")", .object(document))
    }
}

private struct Overwriting: LedgerSink {
    let core: LedgerCore

    func change(
        _ present: JSON,
        to document: JSONObject,
        of delivery: Delivery
    ) async throws(ConnectorError)
        -> LedgerCore.Answer
    {
        try await core.call("PUT", "/\(Self.id(of: delivery))", .object(document))
    }
}

private struct NeverArchiving: LedgerSink {
    let core: LedgerCore

    func document(of delivery: Delivery) -> JSONObject? {
        SoundSink(core: core).document(of: delivery)?.with("archived", false)
    }
}

private struct Reopening: LedgerSink {
    let core: LedgerCore

    func change(
        _ present: JSON,
        to document: JSONObject,
        of delivery: Delivery
    ) async throws(ConnectorError)
        -> LedgerCore.Answer
    {
        try await core.call("PUT", "/\(Self.id(of: delivery))", .object(document.with("force", true)))
    }
}

private struct DayMoving: LedgerSink {
    let core: LedgerCore

    func create(_ document: JSONObject) async throws(ConnectorError) -> LedgerCore.Answer {
        let answer = try await SoundSink(core: core).create(document)
        guard case .refused(422, let reason) = answer, reason.contains("closed") else { return answer }
        return try await SoundSink(core: core).create(document.with("day", "2026-02-01"))
    }
}

private struct FirstWins: LedgerSink {
    let core: LedgerCore

    func change(
        _ present: JSON,
        to document: JSONObject,
        of delivery: Delivery
    ) async throws(ConnectorError)
        -> LedgerCore.Answer
    {
        .rows([present])
    }
}

/// Writes of deliveries of one document in a call the first one only.
private struct FirstOfCall: LedgerSink {
    let core: LedgerCore

    var keepsOrder: Bool { true }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        var written: [String: DeliveryOutcome] = [:]
        var outcomes: [DeliveryOutcome] = []
        for delivery in batch {
            let id = Self.id(of: delivery)
            if written[id] == nil { written[id] = try await write(delivery) }
            outcomes.append(written[id] ?? .rejected(reason: "nothing was written"))
        }
        return outcomes
    }
}

private struct PlainName: LedgerSink {
    let core: LedgerCore

    func document(of delivery: Delivery) -> JSONObject? {
        let document = SoundSink(core: core).document(of: delivery)
        let name = (document?["name"]?.stringValue ?? "").filter(\.isASCII)
        return document?.with("name", .string(name))
    }
}

private struct Lenient: LedgerSink {
    let core: LedgerCore

    func document(of delivery: Delivery) -> JSONObject? {
        SoundSink(core: core).document(of: delivery)
            ?? ["id": .string(Self.id(of: delivery)), "name": "unknown", "day": "2026-01-05", "amount": "1"]
    }
}

/// Refuses what it did not write itself since its start.
private final class Refusing: LedgerSink {
    let core: LedgerCore
    private let written = Mutex<Set<String>>([])

    init(core: LedgerCore) { self.core = core }

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        let isThere = try await look(for: Self.id(of: delivery)) != nil
        let isKnown = written.withLock { !$0.insert(delivery.key).inserted }
        guard isKnown || !isThere else { return .rejected(reason: "somebody else wrote it") }
        return try await SoundSink(core: core).write(delivery)
    }
}

private struct Paired: LedgerSink {
    let core: LedgerCore

    var batchLimit: Int { 2 }

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        try await AllOrNothing(core: core).write(delivery)
    }
}

private struct Greedy: LedgerSink {
    let core: LedgerCore

    func document(of delivery: Delivery) -> JSONObject? {
        SoundSink(core: core).document(
            of: Delivery(
                key: delivery.key,
                object: "Document",
                payload: delivery.payload,
                controlTotals: delivery.controlTotals
            )
        )
    }
}

private struct Echoing: LedgerSink {
    let core: LedgerCore

    func found(_ row: JSON, for delivery: Delivery) -> FoundRecord {
        FoundRecord(reference: "document", totals: delivery.controlTotals)
    }
}

struct GivingUp: LedgerSink {
    let core: LedgerCore

    func write(_ delivery: Delivery) async throws(ConnectorError) -> DeliveryOutcome {
        do throws(ConnectorError) {
            return try await SoundSink(core: core).write(delivery)
        } catch {
            return .rejected(reason: "\(error)")
        }
    }
}

private struct Boasting: LedgerSink {
    static var manifest: ConnectorManifest {
        let sound = SoundSink.manifest
        return ConnectorManifest(
            id: sound.id,
            version: sound.version,
            summary: sound.summary,
            configuration: sound.configuration,
            writes: sound.writes + ["Invoice"],
            wireVersions: sound.wireVersions
        )
    }

    let core: LedgerCore
}

private struct Patient: LedgerSink {
    let core: LedgerCore

    var batchAge: Duration { .seconds(365 * 86_400) }
}
