#include "bake/families.h"

namespace dorsum::bake {

// While families are being written, one that is not linked in is a null symbol and is left out.
Family spine_family() __attribute__((weak));
Family bones_family() __attribute__((weak));
Family muscles_family() __attribute__((weak));
Family nerves_family() __attribute__((weak));
Family soft_family() __attribute__((weak));

__attribute__((weak)) anatomy::SpineRest make_spine_rest(const Facts&) { return {}; }

std::vector<Family> all_families() {
    std::vector<Family> families;
    for (Family (*make)() : {&spine_family, &bones_family, &muscles_family, &nerves_family, &soft_family})
        if (make) families.push_back(make());
    return families;
}

} // namespace dorsum::bake
