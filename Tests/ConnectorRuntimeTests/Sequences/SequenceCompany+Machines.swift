import CanonicalModel
import ConnectorKit
import ConnectorTesting
import FoundationEssentials

/// A machine and what it really did.
struct SequenceMachine {
    /// What an hour costs: a hundredth of an hour is 0.75 then, so that no rounding is needed.
    static let rate = Decimal(75)
    static let firstCounter: Int64 = 4000 * 3600

    let equipment: Equipment
    let project: String
    var counter = SequenceMachine.firstCounter
    var last: Instant?
    /// Seconds of work since the first reading.
    var worked: Int64 = 0

    static let fleet = [("EX-1", "26-014"), ("EX-2", "26-022"), ("EX-3", "26-014")].map { code, project in
        SequenceMachine(
            equipment: Equipment(
                code: code,
                category: "excavator",
                identity: EquipmentIdentity(oem: "Kestrel", model: "KX-30", serial: "KX30A00\(code)")
            ),
            project: project
        )
    }
}

extension SequenceCompany {
    /// A machine works a while, or not, and reports; the report may come late, twice, or never.
    mutating func work(_ index: Int, isIdle: Bool = false) {
        let elapsed = machines[index].last.map { now.seconds(since: $0) } ?? 0
        guard machines[index].last == nil || elapsed >= 72 else { return }
        let hundredths = isIdle ? 0 : below(Int(elapsed / 36) + 1)
        machines[index].counter += Int64(hundredths) * 36
        machines[index].worked += Int64(hundredths) * 36
        let isFirst = machines[index].last == nil
        machines[index].last = now
        guard isFirst || isIdle || below(8) > 0 else { return }
        let record = reading(of: machines[index])
        if isIdle { fleet.publish(record) } else { send(record, to: fleet) }
        // Another provider tells the same reading.
        if below(5) == 0 { send(record, to: otherFleet) }
    }

    private func reading(of machine: SequenceMachine) -> SourceRecord {
        let reading = MeterReading(
            equipment: machine.equipment.identity,
            series: .operatingHours,
            time: now,
            counterSeconds: machine.counter,
            sourceValue: "\(machine.counter) s"
        )
        return SourceRecord(id: reading.key, object: MeterReading.name, occurredAt: now, payload: reading.json)
    }

    /// A new meter begins at zero; somebody records it at once, or not before the case asks.
    mutating func replaceMeter(_ index: Int) {
        let machine = machines[index]
        guard let last = machine.last, now.seconds(since: last) >= 72,
            machine.counter >= SequenceMachine.firstCounter
        else { return }
        let operation = MeterOperation(
            kind: .replacement,
            equipment: machine.equipment.code,
            at: now,
            counterBefore: machine.counter,
            counterAfter: 0
        )
        machines[index].counter = 0
        machines[index].last = now
        meet("a meter is replaced")
        if below(2) == 0 { operations.append(operation) } else { unrecorded.append(operation) }
    }
}
