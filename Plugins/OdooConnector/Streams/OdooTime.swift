import CanonicalModel

/// Odoo's way of writing instants: `2026-01-05 16:00:00`, always UTC.
enum OdooTime {
    /// The instant to the second.
    static func text(_ instant: Instant) -> String {
        Instant(seconds: instant.seconds).text.replacing("T", with: " ").replacing("Z", with: "")
    }

    /// Reads an instant.
    ///
    /// - Returns: `nil` if the text has another form.
    static func instant(_ text: String) -> Instant? {
        Instant(text.replacing(" ", with: "T") + "Z")
    }
}
