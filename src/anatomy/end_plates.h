// The end plates of the vertebrae, measured on the atlas's own meshes: rays from the middle of each body up and down, and the plane
// through what they meet. Cobb angles are read between such planes, as on a film. They are kept as landmarks, four to a plate
// ("endplate.t5.upper.left", right, front, back), so that they grow with the body and can be asked for by name.
#pragma once

#include "anatomy/atlas.h"

namespace dorsum::anatomy {

// The finest level of detail that is loaded is measured. C1 and the upper side of C2 have no plate; nor has what the atlas lacks.
void add_end_plates(Atlas& atlas);
bool has_end_plates(std::string_view structure); // one of the bones that are measured for it: C2 to S1

} // namespace dorsum::anatomy
