import CanonicalModel
import ConnectorKit
import ConnectorTesting
import JSON
import OdooConnector
import Synchronization
import Testing

/// Logging in once, and once more where Odoo no longer knows the user.
struct SessionTests {
    /// Holds requests back until it is opened.
    private actor Gate {
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var isOpen = false

        func pass() async {
            guard !isOpen else { return }
            await withCheckedContinuation { waiting.append($0) }
        }

        func open() {
            isOpen = true
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
    }

    private struct GatedTransport: HTTPTransport {
        let odoo: ScriptedOdoo
        let gate: Gate

        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            let response = try odoo.answer(request)
            await gate.pass()
            return response
        }
    }

    @Test func callersThatComeTogetherShareOneLogin() async throws {
        let odoo = ScriptedOdoo()
        let gate = Gate()
        let transport = GatedTransport(odoo: odoo, gate: gate)
        let connector = try OdooConnector(configuration: .odoo(), services: .scripted(transport))
        let delivery = try Delivery.cost()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try await connector.find([delivery]) } }
            group.addTask {
                while odoo.calls.isEmpty { await Task.yield() }
                for _ in 0..<100 { await Task.yield() }
                await gate.open()
            }
            try await group.waitForAll()
        }
        #expect(odoo.calls("common.version").count == 1)
        #expect(odoo.calls("common.authenticate").count == 1)
        #expect(odoo.calls("account.analytic.line.search_read").count == 8)
    }

    @Test func laterCallsUseTheLoginThatIsThere() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        for _ in 0..<3 { _ = try await connector.apply([.cost()]) }
        #expect(odoo.calls("common.authenticate").count == 1)
        #expect(odoo.calls("res.company.search_read").count == 1)
    }

    @Test func aLoginThatOdooForgotIsRenewedOnce() async throws {
        let refusals = Mutex(1)
        let odoo = ScriptedOdoo { call in
            guard call.name == "account.analytic.line.load" else { return nil }
            let isRefused = refusals.withLock { left in
                left -= 1
                return left >= 0
            }
            return isRefused ? .exception("odoo.exceptions.AccessDenied", "Access Denied") : nil
        }
        let outcomes = try await OdooConnector(odoo).apply([.cost()])
        #expect(outcomes.first?.record != nil)
        #expect(odoo.calls("common.authenticate").count == 2)
        #expect(odoo.calls("account.analytic.line.load").count == 2)
    }

    @Test func aSecondRefusalIsFinal() async throws {
        let odoo = ScriptedOdoo { call in
            call.name == "account.analytic.line.load"
                ? .exception("odoo.exceptions.AccessDenied", "Access Denied") : nil
        }
        let error = try await applyError(odoo, [.cost()])
        guard case .unauthorized? = error else {
            Issue.record("expected unauthorized, got \(String(describing: error))")
            return
        }
        #expect(odoo.calls("common.authenticate").count == 2)
        #expect(odoo.calls("account.analytic.line.load").count == 2)
    }

    @Test func aUserWhoHasAnotherIDNowIsFoundAgain() async throws {
        let logins = Mutex<Int64>(6)
        let odoo = ScriptedOdoo { call in
            if call.name == "common.authenticate" {
                return .result(
                    .integer(
                        logins.withLock { last in
                            last += 1
                            return last
                        }
                    )
                )
            }
            guard call.name == "account.analytic.line.search_read", call.user == 7 else { return nil }
            return .exception("odoo.exceptions.MissingError", "Record does not exist (Record: res.users(7,), User: 7)")
        }
        #expect(try await OdooConnector(odoo).find([.cost()]) == [nil])
        #expect(odoo.calls("account.analytic.line.search_read").map(\.user) == [7, 8])
    }

    @Test func aFailedLoginIsTriedAgainByTheNextCall() async throws {
        let attempts = Mutex(0)
        let odoo = ScriptedOdoo { call in
            guard call.name == "common.authenticate" else { return nil }
            let attempt = attempts.withLock { count in
                count += 1
                return count
            }
            return attempt == 1 ? .result(false) : nil
        }
        let connector = try OdooConnector(odoo)
        let batch = [try Delivery.cost()]
        let refused = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.apply(batch)
        }
        #expect(refused != nil)
        #expect(try await connector.apply(batch).first?.record != nil)
    }

    @Test func anUpgradedServerIsAskedForItsVersionAgain() async throws {
        let series = Mutex<Int64>(17)
        let odoo = ScriptedOdoo { call in
            let major = series.withLock { $0 }
            switch call.name {
            case "common.version":
                return .result(["server_version": "x", "server_version_info": [.integer(major), 0]])
            case "account.analytic.account.load": return .result(["ids": [12], "messages": [], "nextrow": 0])
            case "project.project.load" where call.columns.contains("account_id/.id") != (major == 18):
                return .exception("builtins.ValueError", "Invalid field name")
            case "project.project.load": return .result(["ids": [3], "messages": [], "nextrow": 0])
            default: return nil
            }
        }
        let connector = try OdooConnector(odoo)
        let batch = [Delivery(Project(code: "26-014", title: "North Quay", timeZone: "UTC"))]
        _ = try await connector.apply(batch)
        series.withLock { $0 = 18 }
        _ = await connectorError(of: connector) { connector throws(ConnectorError) in
            _ = try await connector.apply(batch)
        }
        #expect(try await connector.apply(batch).first?.record != nil)
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        let odoo = ScriptedOdoo()
        let connector = try OdooConnector(odoo)
        let batch = [try Delivery.cost()]
        let task = Task { () -> ConnectorError? in
            while !Task.isCancelled { await Task.yield() }
            return await connectorError(of: connector) { connector throws(ConnectorError) in
                _ = try await connector.apply(batch)
            }
        }
        task.cancel()
        #expect(await task.value == .cancelled)
        #expect(odoo.work.isEmpty)
    }
}
