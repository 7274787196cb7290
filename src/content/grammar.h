// Number, side and capitals as the language wants them. Every form is data (assets/text/<language>/grammar.json): keys
// number.decimal_point, count.<what>.one|other, side.left|right.<gender>, side.order.
#pragma once

#include "content/catalog.h"

#include <string>
#include <string_view>

namespace dorsum::content {

// 0.5 -> "0.5" or "0,5"; at most two digits behind the point.
std::string number(const Texts& texts, double value);

// "1 pass", "6 passes", "0,5 Minuten"; and of a range "10-15 minutes".
std::string counted(const Texts& texts, std::string_view what, double value);
std::string counted(const Texts& texts, std::string_view what, double low, double high);

// "left trapezius", "linker Trapezmuskel", "músculo trapecio izquierdo": the side agrees with the gender (m f n mp fp np; empty: m) and
// stands where side.order says, or in the name's own {side}. Without a side the name as it is.
std::string sided(const Texts& texts, std::string_view name, anatomy::Side side, std::string_view gender);

// First letter in capitals, Latin-1 letters too.
std::string capitalised(std::string_view text);
// First letter small, as in the middle of a sentence; "L5 root", "Atlas (C1)" stay.
std::string uncapitalised(std::string_view text);

} // namespace dorsum::content
