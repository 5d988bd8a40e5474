import CanonicalModel
import FoundationEssentials
import JSON
import Testing

struct MoneyTests {
    @Test(arguments: [
        ("57.105", "57.1"), ("57.115", "57.12"), ("-57.105", "-57.1"), ("279.28125", "279.28"), ("0.005", "0"),
        ("0.015", "0.02"), ("843.75", "843.75"), ("12345678901234.565", "12345678901234.56"),
    ])
    func postedAmountsAreRoundedHalfEvenToTheCent(exact: String, posted: String) throws {
        let dollars = try #require(Currency("USD"))
        let amount = Money(try #require(Decimal(plain: exact)), dollars)

        #expect(amount.posted.amount.plainText == posted)
    }

    @Test(arguments: [("JPY", "101"), ("KWD", "100.506"), ("EUR", "100.51")])
    func eachCurrencyHasItsOwnMinorUnit(code: String, posted: String) throws {
        let currency = try #require(Currency(code))

        #expect(Money(try #require(Decimal(plain: "100.5055")), currency).posted.amount.plainText == posted)
    }

    @Test(arguments: ["", "usd", "US", "USDX", "U1D"])
    func currencyCodesAreThreeCapitalLetters(code: String) {
        #expect(Currency(code) == nil)
    }
}

struct CanonicalObjectTests {
    @Test func aCostIsHoursTimesRate() throws {
        let entry = try cost(hours: "11.25", rate: "75.00")

        #expect(entry.amount.amount.plainText == "843.75")
        #expect(try CostEntry(JSONReader(entry.json)) == entry)
    }

    @Test func aCostWhoseAmountIsNotHoursTimesRateIsRefused() throws {
        var object = try JSONReader(cost(hours: "1", rate: "75.00").json).object()
        object["amount"] = "75.01"

        #expect(throws: JSONAccessError(path: "amount", expected: "hours × rate = 75", found: "75.01")) {
            try CostEntry(JSONReader(.object(object)))
        }
    }

    @Test func aCostThatIsASumComesBackAsItWas() throws {
        let labour = CostEntry(
            key: "labour/612/26-014/03-300/2026-01-28",
            company: "KST",
            project: "26-014",
            costCode: "03-300",
            costType: .labour,
            serviceDate: try #require(CalendarDate("2026-01-28")),
            postingDate: CalendarDate("2026-02-09"),
            hours: -2,
            amount: Money(try #require(Decimal(plain: "-82.745")), try #require(Currency("USD"))),
            corrects: "labour/600/26-014/03-300/2026-01-28"
        )
        #expect(labour.amount.amount.plainText == "-82.74", "half-even, to the cent")
        #expect(try CostEntry(JSONReader(labour.json)) == labour)
        #expect(labour.json["postingDate"] == "2026-02-09")
        var object = try JSONReader(labour.json).object()
        object["amount"] = "-82.745"
        #expect(throws: JSONAccessError.self) { try CostEntry(JSONReader(.object(object))) }
    }

    @Test func aCostOfAMachineIsWrittenAsItAlwaysWas() throws {
        let stored: JSON = [
            "key": "EX-104/2026-01-05/1", "company": "KST", "project": "26-014", "costCode": "02-315",
            "costType": "equipment", "serviceDate": "2026-01-05", "equipment": "EX-104", "hours": "11.25", "rate": "75",
            "amount": "843.75", "currency": "USD",
        ]
        let entry = try cost(hours: "11.25", rate: "75.00")
        #expect(entry.json == stored)
        #expect(try CostEntry(JSONReader(stored)) == entry)
        #expect(entry.json.objectValue?.keys == stored.objectValue?.keys, "also in the same order")
    }

    @Test func objectsComeBackAsTheyWere() throws {
        let identity = EquipmentIdentity(oem: "Kestrel", model: "KX-30", serial: "KX30A00104", pin: "kst0kx30a00104")
        let time = try #require(Instant("2026-01-05T05:58:11Z"))
        let reading = MeterReading(
            equipment: identity,
            series: .operatingHours,
            time: time,
            counterSeconds: 15_161_760,
            sourceValue: "PT4211H36M"
        )
        let machine = Equipment(code: "EX-104", category: "excavator", identity: identity)
        let project = Project(code: "26-014", title: "North Rim", timeZone: "America/Denver")

        #expect(try MeterReading(JSONReader(reading.json)) == reading)
        #expect(try Equipment(JSONReader(machine.json)) == machine)
        #expect(try Project(JSONReader(project.json)) == project)
        #expect(reading.key == "pin:KST0KX30A00104/operatingHours/2026-01-05T05:58:11Z")
    }

    @Test func aReadingWithAnImpossibleValueIsRefusedByItsPath() {
        let reading: JSON = [
            "equipment": ["pin": "X"], "series": "operatingHours", "time": "2026-01-05T05:58:11Z",
            "counterSeconds": -1, "sourceValue": "-1",
        ]

        let limits = "a counter from 0 to 3600000000000 s"
        #expect(throws: JSONAccessError(path: "counterSeconds", expected: limits, found: "-1")) {
            try MeterReading(JSONReader(reading))
        }
    }

    private func cost(hours: String, rate: String) throws -> CostEntry {
        CostEntry(
            key: "EX-104/2026-01-05/1",
            company: "KST",
            project: "26-014",
            costCode: "02-315",
            serviceDate: try #require(CalendarDate("2026-01-05")),
            equipment: "EX-104",
            hours: try #require(Decimal(plain: hours)),
            rate: Money(try #require(Decimal(plain: rate)), try #require(Currency("USD")))
        )
    }
}

struct EquipmentIdentityTests {
    @Test func namesThatSayNothingAreAbsent() {
        let identity = EquipmentIdentity(
            oem: " Takami ",
            model: "",
            serial: "missing",
            pin: " MISSING",
            equipmentID: "TL-501"
        )

        #expect(identity == EquipmentIdentity(oem: "Takami", equipmentID: "TL-501"))
        #expect(identity.text == "id:TL-501")
        #expect(EquipmentIdentity(serial: "Missing").isEmpty)
    }

    @Test func productIdentificationNumbersDoNotDependOnCase() {
        #expect(EquipmentIdentity(pin: "kst0abc") == EquipmentIdentity(pin: "KST0ABC"))
        #expect(EquipmentIdentity(serial: "abc") != EquipmentIdentity(serial: "ABC"))
    }
}
