import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Testing

/// `load()` refuses a whole call for one bad row: the others must land all the same.
struct BadRowTests {
    /// How an Odoo complains about bad rows.
    private enum Style {
        case eachRow, namelessly, withAnException, alsoAboutTheFirst
    }

    /// An Odoo that refuses rows whose reference ends with one of `bad`.
    private func odoo(refusing bad: Set<String>, _ style: Style, field: JSON? = "ref") -> ScriptedOdoo {
        ScriptedOdoo { call in
            guard call.name == "account.analytic.line.load" else { return nil }
            let rows = call.rows.enumerated().filter { row in bad.contains { row.element[6].hasSuffix("/\($0)") } }.map(
                \.offset
            )
            guard !rows.isEmpty else { return nil }
            switch style {
            case .eachRow: return refusal(rows.map { message($0, field) })
            case .namelessly: return refusal([["type": "error", "message": "Something is wrong"]])
            case .withAnException: return .exception("odoo.exceptions.ValidationError", "Something is wrong")
            case .alsoAboutTheFirst:
                let first = rows.contains(0) ? [] : [message(0, nil)]
                return refusal(first + rows.map { message($0, nil) })
            }
        }
    }

    private func refusal(_ messages: [JSON]) -> ScriptedOdoo.Reply {
        .result(["ids": false, "messages": .array(messages), "nextrow": 0])
    }

    private func message(_ row: Int, _ field: JSON?) -> JSON {
        let place = JSON.integer(Int64(row))
        var object = JSONObject()
        object["rows"] = ["from": place, "to": place]
        object["record"] = place
        object["type"] = "error"
        object["field"] = field
        object["message"] = "'x' does not seem right\nfor  this field"
        return .object(object)
    }

    private func rejected(_ outcomes: [DeliveryOutcome]) -> [Int] {
        outcomes.enumerated().filter { $0.element.rejection != nil }.map { $0.offset + 1 }
    }

    @Test func namedRowsAreTakenOutAndTheRestIsSentAgain() async throws {
        let odoo = odoo(refusing: ["2", "4"], .eachRow)

        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(5))

        #expect(rejected(outcomes) == [2, 4])
        #expect(odoo.calls("account.analytic.line.load").map(\.rows.count) == [5, 3])
        #expect(odoo.ledger.byExternalID.count == 3)
    }

    @Test func aRejectionNamesTheFieldTheReasonAndTheRemedy() async throws {
        let odoo = odoo(refusing: ["1"], .eachRow)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(1))
        #expect(
            outcomes.first?.rejection == "Odoo refused the record of account.analytic.line because of the field 'ref': "
                + "'x' does not seem right for this field; correct it in its source or in Odoo, then send it again"
        )
    }

    @Test(arguments: [1, 2, 7, 64])
    func rowsThatAreNotNamedAreFoundByHalving(bad: Int) async throws {
        let odoo = odoo(refusing: ["\(bad)"], .namelessly)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(64))
        #expect(rejected(outcomes) == [bad])
        #expect(odoo.calls("account.analytic.line.load").count == 13)
        #expect(odoo.ledger.byExternalID.count == 63)
    }

    @Test func anExceptionAboutTheDataIsHalvedToo() async throws {
        let odoo = odoo(refusing: ["3"], .withAnException)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(4))
        #expect(rejected(outcomes) == [3])
        #expect(outcomes[2].rejection?.contains("Something is wrong") == true)
    }

    @Test(arguments: ["psycopg2.errors.CheckViolation", "psycopg2.errors.ProgramLimitExceeded", "psycopg2.DataError"])
    func whatTheDatabaseSaysOfTheDataIsTheFaultOfARow(name: String) async throws {
        let odoo = ScriptedOdoo { $0.name == "account.analytic.line.load" ? .exception(name, "no") : nil }
        #expect(rejected(try await OdooConnector(odoo).apply([.cost()])) == [1])
    }

    @Test(arguments: ["psycopg2.errors.UndefinedColumn", "psycopg2.ProgrammingError", "psycopg2.errors.SomeNewClass"])
    func whatTheDatabaseSaysOfItselfIsNotTheFaultOfTheRows(name: String) async throws {
        let odoo = ScriptedOdoo { $0.name == "account.analytic.line.load" ? .exception(name, "no such thing") : nil }
        let error = try await applyError(odoo, try Delivery.costs(8))
        guard case .unexpectedAnswer(_, let reason)? = error else {
            Issue.record("expected an unexpected answer, got \(String(describing: error))")
            return
        }
        #expect(reason.contains("the server's log"))
        #expect(odoo.calls("account.analytic.line.load").count == 1)
    }

    @Test func theNumberOfCallsIsBoundedEvenIfEveryRowIsBad() async throws {
        let odoo = odoo(refusing: Set((1...9).map { "\($0)" }), .namelessly)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(9))
        #expect(rejected(outcomes) == Array(1...9))
        #expect(odoo.calls("account.analytic.line.load").count == 2 * 9 - 1)
        #expect(odoo.calls("account.analytic.line.read").isEmpty)
    }

    @Test func theFirstRowIsNotBlamedForTheFaultOfAnother() async throws {
        let odoo = odoo(refusing: ["3"], .alsoAboutTheFirst)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(4))
        #expect(rejected(outcomes) == [3])
    }

    @Test func theFirstRowIsFoundIfItIsReallyBad() async throws {
        let odoo = odoo(refusing: ["1", "3"], .alsoAboutTheFirst)
        let outcomes = try await OdooConnector(odoo).apply(Delivery.costs(4))
        #expect(rejected(outcomes) == [1, 3])
    }

    @Test func aRowThatOdooWouldChokeOnIsNotSent() async throws {
        let odoo = ScriptedOdoo()
        let deliveries = try [
            Delivery.cost(key: "nul/\u{0}"), Delivery.cost(key: "Méthode/漢字/😀/\"\\\u{1F}"),
        ]
        let outcomes = try await OdooConnector(odoo).apply(deliveries)
        #expect(outcomes[0].rejection?.contains("U+0000") == true)
        #expect(outcomes[1].record != nil)
        #expect(odoo.ledger.byExternalID.values.map { $0.values["ref"] } == ["02-315 Méthode/漢字/😀/\"\\\u{1F}"])
    }

    @Test func aMissingRightIsNotTheFaultOfTheRows() async throws {
        let bad = odoo(refusing: ["1", "2"], .eachRow, field: nil)
        let odoo = ScriptedOdoo { call in
            if call.name == "account.analytic.line.check_access_rights" {
                return .result(call.arguments[0] == "create" ? false : true)
            }
            return bad.script(call)
        }
        let error = try await applyError(odoo, Delivery.costs(2))
        guard case .forbidden(let endpoint, let reason)? = error else {
            Issue.record("expected a missing right, got \(String(describing: error))")
            return
        }
        #expect(endpoint.hasSuffix("account.analytic.line.load"))
        #expect(reason.contains("may not create"))
    }

    @Test func refusedRowsAreLoggedWithoutTheirContent() async throws {
        let odoo = odoo(refusing: ["1"], .eachRow)
        let log = RecordingLog()
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(odoo.transport, log: log))
        _ = try await connector.apply(Delivery.costs(2))
        let line = try #require(log.lines.first)
        #expect(line.level == .warning)
        #expect(line.values == ["model": "account.analytic.line", "refused": "1", "landed": "1"])
    }

    @Test func anAnswerWithTooFewIdsIsNotBelieved() async throws {
        let odoo = ScriptedOdoo { call in
            call.name == "account.analytic.line.load" ? .result(["ids": [41], "messages": [], "nextrow": 0]) : nil
        }
        let error = try await applyError(odoo, Delivery.costs(2))
        guard case .unexpectedAnswer(_, let reason)? = error else {
            Issue.record("expected an unexpected answer, got \(String(describing: error))")
            return
        }
        #expect(reason == "account.analytic.line.load.ids: expected 2 ids, found 1")
    }
}
