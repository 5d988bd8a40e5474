internal import SimulatorKit

/// The three XML dialects: the standard's own, its first edition, and the Japanese association's.
struct XMLDialect: Sendable {
    let fleet: Fleet

    private var namespace: String? {
        switch fleet {
        case .iso: "http://standards.iso.org/iso/15143/-3"
        case .jcma: "http://www.jcmanet.or.jp/english2017/ISO/15143/-3/20190501"
        case .aemp1, .json: nil
        }
    }

    private var version: String { fleet == .aemp1 ? "1" : "20190501" }
    private var fuelUnits: String { fleet == .aemp1 ? "litres" : "litre" }
    private var altitudeUnits: String { fleet == .aemp1 ? "Metres" : "metre" }

    /// Writes a page.
    func write(_ page: FleetPage) -> WrittenPage {
        var xml = XMLText()
        var attributes = namespace.map { [("xmlns", $0)] } ?? []
        attributes += [("version", version), ("snapshotTime", page.snapshotTime.text)]
        xml.element("Fleet", attributes) { xml in
            for (rel, number) in page.relations {
                xml.element("Links") { xml in
                    xml.leaf("rel", rel)
                    xml.leaf("href", page.address(of: number))
                }
            }
            for row in page.rows { xml.element("Equipment") { write(row, to: &$0) } }
        }
        return WrittenPage(contentType: "application/xml; charset=utf-8", text: xml.text)
    }

    private func write(_ row: SnapshotRow, to xml: inout XMLText) {
        xml.element("EquipmentHeader") { xml in
            xml.leaf("UnitInstallDateTime", row.installed)
            xml.leaf(fleet == .aemp1 ? "Make" : "OEMName", row.identity.oem)
            xml.leaf("Model", row.identity.model)
            xml.leaf("EquipmentID", row.identity.equipmentID)
            xml.leaf("SerialNumber", row.identity.serial)
            xml.leaf("PIN", row.identity.pin)
        }
        timed("Location", row.location, to: &xml) { xml, position in
            xml.leaf("Latitude", Notation.decimal(position.latitude, decimals: 6))
            xml.leaf("Longitude", Notation.decimal(position.longitude, decimals: 6))
            xml.leaf("Altitude", String(position.altitudeMetres))
            xml.leaf("AltitudeUnits", altitudeUnits)
        }
        timed("CumulativeIdleHours", row.idleHours, to: &xml) { $0.leaf("Hour", hour($1)) }
        timed("CumulativeOperatingHours", row.operatingHours, to: &xml) { $0.leaf("Hour", hour($1)) }
        timed("Distance", row.distance, to: &xml) { xml, metres in
            xml.leaf("OdometerUnits", fleet == .iso ? "mile" : "km")
            let tenths =
                fleet == .iso ? Notation.tenthsOfMiles(metres: metres) : Notation.tenthsOfKilometres(metres: metres)
            xml.leaf("Odometer", Notation.decimal(tenths, decimals: 1))
        }
        timed("FuelUsed", row.fuelUsed, to: &xml) { xml, centilitres in
            xml.leaf("FuelUnits", fuelUnits)
            xml.leaf("FuelConsumed", Notation.decimal(centilitres, decimals: 2))
        }
        timed("FuelRemaining", row.fuelRemaining, to: &xml) { xml, level in
            xml.leaf("Percent", String(level.percent))
            xml.leaf("FuelTankCapacityUnits", fuelUnits)
            xml.leaf("FuelTankCapacity", String(level.tankLitres))
        }
        timed("EngineStatus", row.engineStatus, to: &xml) { xml, isRunning in
            xml.leaf("EngineNumber", "1")
            xml.leaf("Running", String(isRunning))
        }
    }

    /// Writes an element with its time, as an attribute or as the last child.
    private func timed<Value>(
        _ name: String,
        _ reading: SnapshotRow.Reading<Value>?,
        to xml: inout XMLText,
        _ content: (inout XMLText, Value) -> Void
    ) {
        guard let reading else { return }
        let isChild = fleet == .jcma
        xml.element(name, isChild ? [] : [("datetime", reading.at.text)]) { xml in
            content(&xml, reading.value)
            if isChild { xml.leaf("datetime", reading.at.text) }
        }
    }

    private func hour(_ value: SnapshotRow.HourValue) -> String {
        switch value {
        case .text(let text): text
        case .counterAsText(let hours): hours.text
        case .counter(let hours): fleet == .aemp1 ? Notation.duration(hours) : hours.text
        case .counterLessAMillisecond(let hours):
            fleet == .aemp1 ? Notation.durationLessAMillisecond(hours) : hours.text
        }
    }
}
