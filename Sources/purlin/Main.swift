import CSVConnector
import ConnectorKit
import ConnectorRuntime
import ConnectorStore
import CurlTransport
import EstimatingConnector
import Foundation
import MeterWebhookConnector
import OdooConnector
import PayrollConnector
import PurlinCLI
import SQLiteStore
import TelematicsConnector
import WebhookConnector

/// Puts plugins, transport and store together.
@main
struct Main {
    static func main() async {
        // The store holds internal rates: what this process creates is for its own user.
        umask(0o077)
        do throws(RegistryError) {
            let registry = try ConnectorRegistry([
                CSVConnector.self, EstimatingConnector.self, MeterWebhookConnector.self, OdooConnector.self,
                PayrollConnector.self,
                TelematicsConnector.self, WebhookConnector.self,
            ])
            await Composition(
                registry: registry,
                openStore: openStore,
                makeTransport: makeTransport,
                makeFileTransport: makeFileTransport
            ).main()
        } catch {
            FileHandle.standardError.write(Data("purlin: \(error)\n".utf8))
            exit(70)
        }
    }

    @Sendable
    private static func openStore(
        _ path: String,
        _ role: Composition.StoreRole
    ) throws(StoreError) -> any RuntimeStore & LeaseStore {
        try SQLiteStore(path: path, role: role == .runtime ? .runtime : .client)
    }

    @Sendable
    private static func makeTransport(
        _ settings: Composition.TransportSettings
    ) throws -> any HTTPTransport {
        var configuration = CurlTransport.Configuration()
        configuration.proxy = settings.proxy
        configuration.caFile = settings.caFile
        configuration.deadline = settings.deadline ?? configuration.deadline
        configuration.allowsFileAddresses = true
        return try CurlTransport(configuration: configuration)
    }

    @Sendable
    private static func makeFileTransport(
        _ settings: Composition.FilePlaceSettings
    ) throws -> any FileTransport {
        try CurlFileTransport(
            place: CurlFileTransport.Place(
                address: settings.address,
                user: settings.user,
                password: settings.password,
                privateKey: settings.privateKey.map { .text($0) },
                passphrase: settings.passphrase,
                hostKeys: settings.hostKeys,
                caFile: settings.caFile
            )
        )
    }
}
