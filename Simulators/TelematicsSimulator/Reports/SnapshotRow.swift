internal import SimulatorKit

/// What a provider knows of one machine: its last report, element by element.
struct SnapshotRow: Sendable, Hashable {
    /// A value and the moment at which it was measured.
    struct Reading<Value: Sendable & Hashable>: Sendable, Hashable {
        var at: SimulatedInstant
        var value: Value
    }

    /// What stands in an hour element.
    enum HourValue: Sendable, Hashable {
        /// The counter.
        case counter(EngineHours)
        /// The counter less a millisecond, as units that count milliseconds report it.
        case counterLessAMillisecond(EngineHours)
        /// The counter as a text where the dialect has a number.
        case counterAsText(EngineHours)
        /// No number at all.
        case text(String)
    }

    struct Position: Sendable, Hashable {
        /// Degrees north, in millionths.
        var latitude: Int64
        /// Degrees east, in millionths.
        var longitude: Int64
        var altitudeMetres: Int64
    }

    struct FuelLevel: Sendable, Hashable {
        var percent: Int64
        var tankLitres: Int64
    }

    /// The company's own code, which no provider reports as such.
    let equipment: String
    var identity: ReportedIdentity
    var installed: String
    var operatingHours: Reading<HourValue>
    var idleHours: Reading<HourValue>?
    var location: Reading<Position>?
    /// Litres in hundredths.
    var fuelUsed: Reading<Int64>?
    /// Metres.
    var distance: Reading<Int64>?
    var fuelRemaining: Reading<FuelLevel>?
    /// Whether the engine was running.
    var engineStatus: Reading<Bool>?

    /// Moves every moment of the row.
    mutating func shiftTimes(byMicroseconds shift: Int64) {
        func moved(_ instant: SimulatedInstant) -> SimulatedInstant {
            SimulatedInstant(microseconds: instant.microseconds + shift)
        }
        operatingHours.at = moved(operatingHours.at)
        if let reading = idleHours { idleHours?.at = moved(reading.at) }
        if let reading = location { location?.at = moved(reading.at) }
        if let reading = fuelUsed { fuelUsed?.at = moved(reading.at) }
        if let reading = distance { distance?.at = moved(reading.at) }
        if let reading = fuelRemaining { fuelRemaining?.at = moved(reading.at) }
        if let reading = engineStatus { engineStatus?.at = moved(reading.at) }
    }

    /// Changes both counters.
    mutating func changeHours(_ change: (EngineHours) -> HourValue) {
        if case .counter(let hours) = operatingHours.value { operatingHours.value = change(hours) }
        if let idle = idleHours, case .counter(let hours) = idle.value { idleHours?.value = change(hours) }
    }
}
