import CanonicalModel
import ConnectorKit
import FoundationEssentials
import JSON
import PayrollConnector
import Testing

/// Batches as the files of three payroll systems.
struct BatchFileTests {
    @Test func adpPaydataHasARowForEachLineInItsOrder() throws {
        let file = try Office.file(try Office.connector(), try Office.batch())
        #expect(file.name == "PRKSTEPI_260105.csv")
        #expect(
            file.rows == [
                "Co Code,Batch ID,File #,Temp Cost #,FLSA Workweek,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount",
                "KST,260105,000417,26-014-03300,12/30/2025,,4.50,,",
                "KST,260105,000417,26-014-03300,12/30/2025,40.00,,,",
                "KST,260105,000417,26-014-03300,12/30/2025,,,DBL,2.00",
                "KST,260105,000417,26-014-03300,12/30/2025,-8.00,,,",
            ]
        )
        #expect(file.controlTotals == ["lines": 4, "hours": Decimal(plain: "38.5")])
    }

    @Test func adpKnowsACompanyOfTwoLettersADepartmentAndNoDays() throws {
        let connector = try Office.connector([
            "layout": "adp", "companyCode": "KS", "department": "100", "dayColumn": "none", "payCodes": "DBL=DT",
        ])
        let file = try Office.file(connector, try Office.batch(lines: [("DBL", "2")]))
        #expect(file.name == "PRKS_EPI_260105.csv")
        #expect(
            file.rows == [
                "Co Code,Batch ID,File #,Temp Dept,Temp Cost #,Reg Hours,O/T Hours,Hours 3 Code,Hours 3 Amount",
                "KS,260105,000417,100,26-014-03300,,,DT,2.00",
            ]
        )
    }

    @Test(arguments: [false, true])
    func paychexHasAllColumnsInTheirOrder(hasHeader: Bool) throws {
        let connector = try Office.connector([
            "layout": "paychex", "clientId": "KST00001", "header": hasHeader ? "true" : "false",
        ])
        let file = try Office.file(connector, try Office.batch(number: "260105B"))
        #expect(file.name == "SPI_KST00001_260105B.csv")
        #expect(file.rows.count == (hasHeader ? 5 : 4))
        #expect(
            file.rows[hasHeader ? 1 : 0]
                == "KST00001,000417,,26-014-03300,OT,,,4.50,,12/30/2025,,,,,,"
        )
        #expect(file.controlTotals == ["lines": 4, "hours": Decimal(plain: "38.5")])
    }

    @Test func vistaLeavesToTheImportWhatTheImportAssigns() throws {
        let connector = try Office.connector(["layout": "vista", "companyNumber": "7"])
        let file = try Office.file(connector, try Office.batch(lines: [("REG", "40")]))
        #expect(file.name == "PRTB_7_260105.csv")
        #expect(
            file.rows.last
                == "7,12/25,,,A,000417,1,,J,2,12/30/2025,7,26-014,03-300,REG,40.00,"
        )
    }

    @Test func theSameDeliveryGivesTheSameBytes() throws {
        let delivery = try Office.batch()
        let first = try Office.file(try Office.connector(), delivery)
        #expect(try Office.file(try Office.connector(), delivery) == first)
    }

    @Test(arguments: [
        ("12", "REG", "8", nil), ("417", "REG", "8", "000417"), ("1234567", "REG", "8", nil), ("A417", "REG", "8", nil),
        ("000050", "REG", "8", nil), ("000051", "REG", "8", "000051"),
    ])
    func aValueWithoutAPlaceIsRefused(employee: String, code: String, hours: String, written: String?) throws {
        let delivery = try Office.batch(employee: employee, lines: [(code, hours)])
        switch try Office.connector().file(for: delivery) {
        case .file(let file): #expect(file.rows.last?.contains(",\(written ?? "none"),") == true)
        case .rejected(let reason):
            #expect(written == nil)
            #expect(reason.contains("row 2, employee \(employee)"))
        }
    }

    @Test func hoursThatNoFileCanSayAreRefused() throws {
        let delivery = try Office.batch(lines: [("REG", "8.125")])
        guard case .rejected(let reason) = try Office.connector().file(for: delivery) else {
            Issue.record("8.125 hours are written")
            return
        }
        #expect(reason == "the batch cannot be read: lines[0].hours must be hours with at most 2 decimals")
    }

    @Test func paychexRefusesWhatIsTooLong() throws {
        let connector = try Office.connector(["layout": "paychex", "clientId": "KST00001"])
        let delivery = try Office.batch(lines: [("A word of more than twenty", "8")])
        guard case .rejected(let reason) = connector.file(for: delivery) else {
            Issue.record("a pay component of 26 characters is written")
            return
        }
        #expect(reason == "row 2, employee 000417: Pay Component has more than 20 characters")
    }

    @Test func whatIsNoBatchIsRefusedWithoutItsContent() throws {
        let connector = try Office.connector()
        let broken = Delivery(
            key: "b",
            object: PayrollBatch.name,
            payload: ["batch": "260105", "lines": "000-00-0417"]
        )
        guard case .rejected(let reason) = connector.file(for: broken) else {
            Issue.record("a broken batch is written")
            return
        }
        #expect(!reason.contains("0417"))
        let cost = Delivery(key: "c", object: "CostEntry", payload: [:])
        guard case .rejected(let other) = connector.file(for: cost) else {
            Issue.record("a cost is written")
            return
        }
        #expect(other == "this connector does not write CostEntry, only PayrollBatch")
        let path = try Office.batch(number: "../x")
        guard case .rejected = connector.file(for: path) else {
            Issue.record("a name leads out of the folder")
            return
        }
    }

    @Test(arguments: [
        (["layout": "adp"], "companyCode"), (["layout": "adp", "companyCode": "K"], "companyCode"),
        (["layout": "paychex", "clientId": "123456789"], "clientId"),
        (["layout": "vista", "header": "false"], "header"), (["layout": "vista", "payCodes": "DBL"], "payCodes"),
        (["layout": "vista", "registerColumns": "ssn=SSN"], "registerColumns"),
        (["layout": "vista", "currency": "dollar"], "currency"),
    ])
    func wrongConfigurationIsNamedByItsKey(values: [String: String], key: String) throws {
        let error = #expect(throws: ConnectorError.self) { try Office.connector(values) }
        #expect("\(String(describing: error))".contains(key))
    }
}
