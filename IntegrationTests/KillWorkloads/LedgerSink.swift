import ConnectorKit
import ConnectorTesting
import Foundation
import JSON
import Synchronization

/// A target that keeps its books in a file, and whose calls fail in every way that a network allows.
final class LedgerSink: RESTSink {
    static let manifest = ConnectorManifest(
        id: "books",
        version: "1.0.0",
        summary: "Books for the tests of crashes.",
        configuration: [],
        writes: ["Entry"],
        wireVersions: []
    )

    let batchLimit = 7
    private let ledger: TargetLedger
    private let random: Mutex<SeededGenerator>
    private let isFaulty: Bool
    private let refuses: Bool
    /// Whether it denies what it did, as a target without a look-up would.
    private let isForgetful: Bool

    init(ledger: TargetLedger, random: SeededGenerator, isFaulty: Bool, refuses: Bool, isForgetful: Bool) {
        self.ledger = ledger
        self.random = Mutex(random)
        self.isFaulty = isFaulty
        self.refuses = refuses
        self.isForgetful = isForgetful
    }

    init(configuration: ConnectorConfiguration, services: ConnectorServices) throws(ConnectorError) {
        throw .invalidConfiguration(key: "ledger", reason: "cannot be configured")
    }

    func check() async throws(ConnectorError) -> [CheckFinding] { [] }

    func apply(_ batch: [Delivery]) async throws(ConnectorError) -> [DeliveryOutcome] {
        Line.say("begin apply")
        defer { Line.say("end apply") }
        let chance = isFaulty ? random.withLock { Int.random(in: 0..<100, using: &$0) } : 100
        if chance < 6 { throw .neverSent(Self.fault(.unreachable, mayHaveArrived: false)) }
        if chance < 10 { throw .outcomeUnknown(Self.fault(.deadlineExceeded, mayHaveArrived: true)) }
        // The answer may be lost after any part of the work.
        let lostAfter = chance < 30 ? chance % (batch.count + 1) : Int.max
        var outcomes: [DeliveryOutcome] = []
        for (position, delivery) in batch.enumerated() {
            if position == lostAfter { throw .outcomeUnknown(Self.fault(.connectionLost, mayHaveArrived: true)) }
            outcomes.append(try write(delivery))
        }
        if lostAfter == batch.count { throw .outcomeUnknown(Self.fault(.connectionLost, mayHaveArrived: true)) }
        return outcomes
    }

    func find(_ batch: [Delivery]) async throws(ConnectorError) -> [FoundRecord?] {
        Line.say("begin find")
        defer { Line.say("end find") }
        return batch.map { !isForgetful && ledger.holds($0.key) ? Self.found($0) : nil }
    }

    private func write(_ delivery: Delivery) throws(ConnectorError) -> DeliveryOutcome {
        let lane = delivery.payload["number"]?.integerValue.map { "L\($0 % 5)" } ?? "master"
        do {
            if refuses, delivery.payload["number"]?.integerValue.map({ $0 % 7 == 3 }) == true,
                !ledger.hasRefused(delivery.key)
            {
                try ledger.refuse(delivery.key, lane: lane)
                return .rejected(reason: "not the first time")
            }
            try ledger.effect(delivery.key, lane: lane)
            return .applied(Self.found(delivery))
        } catch {
            throw .unexpectedAnswer(endpoint: "ledger", reason: "\(error)")
        }
    }

    private static func found(_ delivery: Delivery) -> FoundRecord {
        FoundRecord(reference: "ledger/\(delivery.key)", totals: delivery.controlTotals)
    }

    private static func fault(_ reason: TransportError.Reason, mayHaveArrived: Bool) -> TransportError {
        TransportError(reason: reason, requestMayHaveArrived: mayHaveArrived, endpoint: "ledger", detail: "a fault")
    }
}
