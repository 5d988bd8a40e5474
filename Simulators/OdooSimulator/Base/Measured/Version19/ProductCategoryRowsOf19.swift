extension MeasuredRecords {
    static let productCategory19 = """
        product.product_category_goods|name=Goods|property_cost_method=standard|property_valuation=periodic
        product.product_category_expenses|name=Expenses|property_cost_method=standard|property_valuation=periodic
        product.product_category_services|name=Services|property_cost_method=standard|property_valuation=periodic
        """
}
