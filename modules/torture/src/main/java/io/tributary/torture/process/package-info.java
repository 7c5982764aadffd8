/** The built distribution as a process: started as users do, killed as they fear. */
package io.tributary.torture.process;
