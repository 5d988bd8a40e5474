/// The units of measure of the base data.
enum BaseUnits {
    /// One line for each category: external id, name.
    static let categories = """
        uom.product_uom_categ_unit|Unit
        uom.product_uom_categ_kgm|Weight
        uom.uom_categ_wtime|Working Time
        uom.uom_categ_length|Length / Distance
        uom.uom_categ_surface|Surface
        uom.product_uom_categ_vol|Volume
        """

    /// One line for each unit: external id, category, type, factor, name, French name, German name.
    static let units = """
        uom.product_uom_unit|uom.product_uom_categ_unit|reference|1|Units|Unité(s)|Einheit(en)
        uom.product_uom_dozen|uom.product_uom_categ_unit|bigger|0.08333333333333333|Dozens|Douzaines|Dutzende
        uom.product_uom_day|uom.uom_categ_wtime|reference|1|Days|Jours|Tage
        uom.product_uom_hour|uom.uom_categ_wtime|smaller|8|Hours|Heures|Stunden
        uom.product_uom_meter|uom.uom_categ_length|reference|1|m||
        uom.product_uom_millimeter|uom.uom_categ_length|smaller|1000|mm||
        uom.product_uom_km|uom.uom_categ_length|bigger|0.001|km||
        uom.product_uom_cm|uom.uom_categ_length|smaller|100|cm||
        uom.uom_square_meter|uom.uom_categ_surface|reference|1|m²||
        uom.product_uom_litre|uom.product_uom_categ_vol|reference|1|L||
        uom.product_uom_cubic_meter|uom.product_uom_categ_vol|bigger|0.001|m³||
        uom.product_uom_kgm|uom.product_uom_categ_kgm|reference|1|kg||
        uom.product_uom_gram|uom.product_uom_categ_kgm|smaller|1000|g||
        uom.product_uom_ton|uom.product_uom_categ_kgm|bigger|0.001|t||
        uom.product_uom_lb|uom.product_uom_categ_kgm|smaller|2.20462|lb||
        uom.product_uom_oz|uom.product_uom_categ_kgm|smaller|35.274|oz||
        uom.product_uom_inch|uom.uom_categ_length|smaller|39.3701|in||
        uom.product_uom_foot|uom.uom_categ_length|smaller|3.28084|ft||
        uom.product_uom_yard|uom.uom_categ_length|smaller|1.09361|yd||
        uom.product_uom_mile|uom.uom_categ_length|bigger|0.0006213727366498068|mi||
        uom.uom_square_foot|uom.uom_categ_surface|smaller|10.76391|ft²||
        uom.product_uom_floz|uom.product_uom_categ_vol|smaller|33.814|fl oz (US)||
        uom.product_uom_qt|uom.product_uom_categ_vol|smaller|1.05669|qt (US)||
        uom.product_uom_gal|uom.product_uom_categ_vol|bigger|0.26417217685798894|gal (US)||Gal (US)
        uom.product_uom_cubic_inch|uom.product_uom_categ_vol|smaller|61.0237|in³||
        uom.product_uom_cubic_foot|uom.product_uom_categ_vol|bigger|0.035314724827664144|ft³||
        """

    /// The units of version 19, one line each: external id, the unit that it is counted in, how many, `archived`, place in
    /// the list, name, French name, German name.
    static let unitsOf19 = """
        uom.product_uom_unit||1||100|Units|Unité(s)|Einheit(en)
        uom.product_uom_pack_6|uom.product_uom_unit|6||600|Pack of 6|Pack de 6|6er-Pack
        uom.product_uom_dozen|uom.product_uom_unit|12|archived|1000|Dozens|Douzaines|Dutzende
        uom.product_uom_hour||1||100|Hours|Heures|Stunden
        uom.product_uom_day|uom.product_uom_hour|8||800|Days|Jours|Tage
        uom.product_uom_minute|uom.product_uom_hour|0.0166667||1|Minutes||Minuten
        uom.product_uom_millimeter||1||100|mm||
        uom.product_uom_cm|uom.product_uom_millimeter|10|archived|1000|cm||
        uom.product_uom_meter|uom.product_uom_cm|100||1000|m||
        uom.product_uom_km|uom.product_uom_meter|1000|archived|1000|km||
        uom.product_uom_square_meter||1||100|m²||
        uom.product_uom_milliliter||1||100|ml||
        uom.product_uom_litre|uom.product_uom_milliliter|1000||1000|L||
        uom.product_uom_cubic_meter|uom.product_uom_litre|1000|archived|1000|m³||
        uom.product_uom_gram||1||100|g||
        uom.product_uom_kgm|uom.product_uom_gram|1000||1000|kg||
        uom.product_uom_ton|uom.product_uom_kgm|1000||1000|Ton||Tonne
        uom.product_uom_oz|uom.product_uom_gram|28.3495|archived|1000|oz||
        uom.product_uom_lb|uom.product_uom_oz|16|archived|1000|lb||
        uom.product_uom_inch|uom.product_uom_cm|2.54|archived|254|in||
        uom.product_uom_foot|uom.product_uom_inch|12|archived|1000|ft||
        uom.product_uom_yard|uom.product_uom_foot|3|archived|300|yd||
        uom.product_uom_mile|uom.product_uom_yard|1760|archived|1000|mi||
        uom.product_uom_square_foot|uom.product_uom_square_meter|0.092903|archived|9|ft²||
        uom.product_uom_floz|uom.product_uom_litre|0.0295735|archived|2|fl oz (US)||
        uom.product_uom_qt|uom.product_uom_floz|32|archived|1000|qt (US)||
        uom.product_uom_gal|uom.product_uom_qt|4|archived|400|gal (US)||Gal (US)
        uom.product_uom_cubic_inch|uom.product_uom_litre|0.0163871|archived|1|in³||
        uom.product_uom_cubic_foot|uom.product_uom_cubic_inch|1728|archived|1000|ft³||
        uom.product_uom_kwh||1||100|KWH||kWh
        """
}
