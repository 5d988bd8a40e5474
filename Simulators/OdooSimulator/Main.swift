import SimulatorKit

/// The executable `odoo-simulator`.
@main
struct Main {
    static func main() async {
        await SimulatorHost<OdooServer>.main()
    }
}
