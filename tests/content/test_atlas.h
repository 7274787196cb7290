// An atlas of names and landmarks without meshes: a straight, symmetric body with the ids that content may refer to.
#pragma once

#include "anatomy/atlas.h"

namespace dorsum::content {

anatomy::Atlas make_test_atlas();

} // namespace dorsum::content
