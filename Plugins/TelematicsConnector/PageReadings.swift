import CanonicalModel
import ConnectorKit

/// The meter readings of a page, and what of it could not be understood.
struct PageReadings {
    /// The readings in the order of their times.
    private(set) var records: [SourceRecord] = []
    /// The faults of the page and of single machines.
    private(set) var rejects: [SourceReject] = []

    /// A maker, model, serial number, PIN or name in more bytes than this is none.
    private static let longestPart = 256

    private let pageName: String
    private var counters: [String: Int64] = [:]

    /// Translates a page.
    ///
    /// - Parameters:
    ///   - page: The page.
    ///   - pageName: What rejects call it.
    init(_ page: FleetPage, pageName: String) {
        self.pageName = pageName
        if let fault = page.fault {
            let kept = page.machines.isEmpty ? "" : "; complete machines that were kept: \(page.machines.count)"
            reject(fault.kind, subject: pageName, ": \(fault.reason)\(kept)", excerpt: fault.excerpt)
        }
        for (index, machine) in page.machines.enumerated() { add(machine, place: index + 1) }
        records.sort { ($0.occurredAt, $0.id) < ($1.occurredAt, $1.id) }
    }

    /// The time of the newest reading.
    var newest: Instant? { records.last?.occurredAt }

    private mutating func add(_ machine: FleetMachine, place: Int) {
        guard !machine.operatingHours.isEmpty || machine.fault != nil else { return }
        let identity = machine.identity
        let name = ", machine \(place) (\(identity.text.excerpt(80)))"
        guard !identity.isEmpty else {
            let maker = [identity.oem, identity.model].map { ($0 ?? "unknown").excerpt(80) }.joined(separator: " ")
            let reason = "\(name) has no PIN, serial number or equipment id; ask the provider to register one"
            return reject(.unidentifiedEquipment, subject: maker, reason)
        }
        let subject = "\(identity.text.excerpt(Self.longestPart))/\(MeterReading.Series.operatingHours.rawValue)"
        let parts = [identity.oem, identity.model, identity.serial, identity.pin, identity.equipmentID]
        guard machine.fault == nil, parts.allSatisfy({ $0?.utf8.count ?? 0 <= Self.longestPart }) else {
            let reason = machine.fault ?? "a part of its identity is longer than \(Self.longestPart) bytes"
            return reject(.malformedReading, subject: subject, "\(name): \(reason)")
        }
        for element in machine.operatingHours {
            do {
                try add(MeterReading(element, of: identity))
            } catch {
                let written = [element.hours, element.time].compactMap { $0?.excerpt(60) }.joined(separator: " at ")
                reject(.malformedReading, subject: subject, "\(name): \(error.reason)", excerpt: written)
            }
        }
    }

    /// Adds a reading once; a second value for the same time is a contradiction.
    private mutating func add(_ reading: MeterReading) throws(ReadingFault) {
        if let earlier = counters[reading.key] {
            guard earlier == reading.counterSeconds else {
                throw ReadingFault("a second value for the same time; the first one was kept")
            }
            return
        }
        counters[reading.key] = reading.counterSeconds
        records.append(
            SourceRecord(
                // A value that the provider changes later for the same time is another record, for a person to look at.
                id: "\(reading.key)/\(reading.counterSeconds)",
                object: MeterReading.name,
                occurredAt: reading.time,
                payload: reading.json
            )
        )
    }

    private mutating func reject(_ kind: RejectKind, subject: String, _ reason: String, excerpt: String = "") {
        rejects.append(
            SourceReject(kind: kind.rawValue, subject: subject, reason: pageName + reason, excerpt: excerpt)
        )
    }
}
